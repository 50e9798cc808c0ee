package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, each column as wide as its widest cell. */
final class Table {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] right;

  /**
   * @param headings those that begin with {@code >} are of columns that stand to the right
   */
  Table(String... headings) {
    right = new boolean[headings.length];
    String[] first = headings.clone();
    for (int i = 0; i < first.length; i++) {
      right[i] = first[i].startsWith(">");
      first[i] = right[i] ? first[i].substring(1) : first[i];
    }
    rows.add(first);
  }

  Table row(Object... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = String.valueOf(cells[i]);
    }
    rows.add(row);
    return this;
  }

  /** What a cell shows of a field: a dash where there is nothing. */
  static String cell(JsonNode field) {
    return field.isMissingNode() || field.isNull() || field.asText().isEmpty()
        ? "-"
        : field.asText();
  }

  List<String> lines() {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String pad = " ".repeat(widths[i] - row[i].length());
        line.append(right[i] ? pad + row[i] : row[i] + pad).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  void print(PrintWriter out) {
    lines().forEach(out::println);
  }
}

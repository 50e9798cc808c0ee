package usher.common.config.text;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The word that was probably meant: the one with the fewest letters to change, add or drop. */
public final class NearestWord {
  /** Words that differ in more than a third of their letters are not alike. */
  private static final int ALIKE_SHARE = 3;

  private NearestWord() {}

  /** Of these the nearest to what was written; null if none is like it. */
  public static @Nullable String to(String written, Collection<String> words) {
    String nearest = null;
    int fewest = Math.max(2, written.length() / ALIKE_SHARE) + 1;
    for (String word : words) {
      int changes = changes(written, word);
      if (changes < fewest) {
        fewest = changes;
        nearest = word;
      }
    }
    return nearest;
  }

  /** Levenshtein's distance, row by row. */
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}

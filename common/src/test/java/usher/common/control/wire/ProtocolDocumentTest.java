package usher.common.control.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import usher.common.control.Capacity;
import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;
import usher.common.control.NodeId;
import usher.common.player.CloseReason;

/** What docs/PROTOCOL.md says is what the code does. */
class ProtocolDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/PROTOCOL.md");

  @Test
  void everyRefusalIsInItsTable() throws IOException {
    assertEquals(
        Arrays.stream(ControlRefusal.values())
            .map(r -> r.word() + " " + r.httpStatus() + " " + (r.endsConnection() ? "yes" : "no"))
            .toList(),
        rows("refusals", 3));
  }

  @Test
  void everyCloseReasonIsInItsTable() throws IOException {
    assertEquals(
        Arrays.stream(CloseReason.values())
            .map(r -> r.word() + " " + r.closeCode() + " " + r.httpStatus())
            .sorted()
            .toList(),
        rows("close reasons", 3).stream().sorted().toList());
  }

  @Test
  void everyLimitIsInItsTable() throws IOException {
    assertEquals(
        List.of(
            "MAX_MESSAGE_BYTES " + ControlLimits.MAX_MESSAGE_BYTES,
            "MAX_HEAD_BYTES " + ControlLimits.MAX_HEAD_BYTES,
            "MAX_NESTING " + ControlLimits.MAX_NESTING,
            "MAX_LABELS " + ControlLimits.MAX_LABELS,
            "MAX_TEXT_LENGTH " + ControlLimits.MAX_TEXT_LENGTH,
            "MAX_SNAPSHOT_LENGTH " + ControlLimits.MAX_SNAPSHOT_LENGTH,
            "MAX_NUMBER " + ControlLimits.MAX_NUMBER,
            "MAX_ROOMS " + Capacity.MAX_ROOMS,
            "MAX_SEATS " + Capacity.MAX_SEATS),
        rows("limits", 2));
  }

  @Test
  void everyExampleIsAMessage() throws IOException, ControlFormatException {
    Matcher example =
        Pattern.compile("(?m)^\\| [a-z-]+ \\| `(\\{\"type\".*})` \\|$")
            .matcher(Files.readString(DOCUMENT));
    int examples = 0;
    while (example.find()) {
      examples++;
      String text = example.group(1);
      assertEquals(text, rewritten(text));
    }
    assertEquals(15, examples);
  }

  @Test
  void theReportOfTheExampleIsTaken() throws IOException, ControlFormatException {
    Matcher body = Pattern.compile("(?s) -d '(\\{.*?})'").matcher(Files.readString(DOCUMENT));
    assertEquals(true, body.find());
    assertEquals(
        1, ControlCodec.readReport(new NodeId("node-1"), body.group(1)).heartbeat().number());
  }

  /** Read and written again: of one side or the other. */
  private static String rewritten(String text) throws ControlFormatException {
    for (String type : NodeMessageReader.TYPES.split(", ")) {
      if (text.startsWith("{\"type\":\"" + type + "\"")) {
        return ControlCodec.write(ControlCodec.readNodeMessage(text));
      }
    }
    return ControlCodec.write(ControlCodec.readRouterMessage(text));
  }

  private static List<String> rows(String table, int columns) throws IOException {
    String text = Files.readString(DOCUMENT);
    int from = text.indexOf("<!-- " + table + " -->");
    return text.substring(from, text.indexOf("<!-- end -->", from))
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(
            line ->
                String.join(
                    " ",
                    Arrays.stream(line.split("\\|"))
                        .map(cell -> cell.strip().replace("`", ""))
                        .skip(1)
                        .limit(columns)
                        .toList()))
        .toList();
  }
}

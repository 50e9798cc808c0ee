package usher.common.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/PROTOCOL.md says of feeds is what the code does. */
class FeedDocumentTest {
  @Test
  void everyLimitIsInItsTable() throws IOException {
    String text = Files.readString(Path.of("../docs/PROTOCOL.md"));
    int from = text.indexOf("<!-- feed limits -->");
    assertEquals(
        List.of(
            "MAX_TOPICS_OF_SEAT " + FeedLimits.MAX_TOPICS_OF_SEAT,
            "MAX_TOPICS_OF_NODE " + FeedLimits.MAX_TOPICS_OF_NODE,
            "MAX_MESSAGE_BYTES " + FeedLimits.MAX_MESSAGE_BYTES,
            "MAX_RETAIN_PATTERNS " + FeedLimits.MAX_RETAIN_PATTERNS,
            "RETAIN_SECONDS " + FeedLimits.RETAIN_SECONDS),
        text.substring(from, text.indexOf("<!-- end -->", from))
            .lines()
            .filter(line -> line.startsWith("| "))
            .skip(1)
            .map(line -> line.split("\\|"))
            .map(cells -> cells[1].strip() + " " + cells[2].strip())
            .toList());
  }
}

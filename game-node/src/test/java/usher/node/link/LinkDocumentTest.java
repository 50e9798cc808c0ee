package usher.node.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import usher.common.link.EventPayload;
import usher.common.link.LinkFormatException;
import usher.common.link.LinkLimits;
import usher.common.link.LinkType;
import usher.common.link.OpenJson;
import usher.common.link.OpenRequest;
import usher.common.player.EventId;

/** What docs/PROTOCOL.md says of the link is what the code does. */
class LinkDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/PROTOCOL.md");

  @Test
  void everyFrameIsInItsTable() throws IOException {
    assertEquals(frames(1, 32), rows("link router frames"));
    assertEquals(frames(33, 47), rows("link open frames"));
    assertEquals(frames(48, 63), rows("link group frames"));
  }

  private static List<String> frames(int from, int to) {
    return Arrays.stream(LinkType.values())
        .filter(type -> type.code() >= from && type.code() <= to)
        .map(type -> type.code() + " " + type)
        .toList();
  }

  @Test
  void everyLimitIsInItsTable() throws IOException {
    assertEquals(
        List.of(
            "MAX_PAYLOAD_BYTES " + LinkLimits.MAX_PAYLOAD_BYTES,
            "MAX_PLAYER_PAYLOAD_BYTES " + LinkLimits.MAX_PLAYER_PAYLOAD_BYTES,
            "MAX_LINKS " + LinkServerLimits.MAX_LINKS,
            "MAX_OPENS " + LinkServerLimits.MAX_OPENS,
            "MAX_UNTAKEN " + LinkServerLimits.MAX_UNTAKEN,
            "MAX_WAITING_FRAMES " + LinkServerLimits.MAX_WAITING_FRAMES,
            "MAX_WAITING_BYTES " + LinkServerLimits.MAX_WAITING_BYTES,
            "VOLATILE_MARK_BYTES " + LinkServerLimits.VOLATILE_MARK_BYTES,
            "MAX_UNREAD_BYTES " + LinkServerLimits.MAX_UNREAD_BYTES),
        rows("link limits"));
  }

  @Test
  void everyRefusalIsNamed() throws IOException {
    String text = Files.readString(DOCUMENT);
    for (LinkRefusal refusal : LinkRefusal.values()) {
      assertTrue(text.contains(refusal.httpStatus() + " `" + refusal.word() + "`"), refusal.word());
    }
    assertTrue(text.contains("Upgrade: " + LinkLimits.PROTOCOL));
    assertTrue(text.contains("GET " + LinkLimits.PATH + " HTTP/1.1"));
  }

  @Test
  void theExampleOfAnOpenIsOne() throws IOException, LinkFormatException {
    Matcher example =
        Pattern.compile("(?s)```\n(\\{\"room\":\"r1\",\"seat\".*?})\n```")
            .matcher(Files.readString(DOCUMENT));
    assertTrue(example.find());
    OpenRequest open =
        OpenJson.read(Unpooled.copiedBuffer(example.group(1), StandardCharsets.UTF_8));
    assertEquals(new EventId(7, 42), open.after());
    assertEquals(5, open.upTo());
    assertEquals(24, open.token().length());
  }

  @Test
  void theExampleOfAnEventIsWhatIsWritten() throws IOException {
    String text = Files.readString(DOCUMENT);
    try (TestLink link = new TestLink()) {
      link.seat(5, "r1").event(LinkVoiceTest.said(42, "ann", 3, "{\"say\":\"hi\"}"), 3);
      link.turnEnds();
      Frame frame = link.heardOne();
      assertTrue(text.contains("`" + frame.textAfter(EventPayload.HEAD_BYTES) + "`"));
      assertTrue(text.contains("`insert` " + EventPayload.insert(frame.bytes()) + " "));
    }
  }

  private static List<String> rows(String table) throws IOException {
    String text = Files.readString(DOCUMENT);
    int from = text.indexOf("<!-- " + table + " -->");
    return text.substring(from, text.indexOf("<!-- end -->", from))
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(line -> line.split("\\|"))
        .map(cells -> cells[1].strip() + " " + cells[2].strip().replace("`", ""))
        .toList();
  }
}

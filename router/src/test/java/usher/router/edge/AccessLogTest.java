package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.config.FlagException;
import usher.common.link.LinkType;
import usher.common.net.TransportChoice;
import usher.router.access.AccessLog;
import usher.router.edge.LinkNode.Frame;
import usher.router.edge.LinkNode.Link;

/** What the access log has of connections, over real sockets. */
class AccessLogTest {
  private static final String TOKEN = "abcdefghijklmnopqrstuvwx";
  @TempDir Path directory;

  private static String line(Path file, int number) throws IOException, InterruptedException {
    Await.until("line " + number, () -> lines(file).size() >= number);
    return lines(file).get(number - 1);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  @Test
  void aSeatAndARefusalAreALineEachWithoutTheToken() throws Exception {
    Path file = directory.resolve("access.log");
    try (AccessLog log = AccessLog.open(file.toString());
        House house = new House(TransportChoice.AUTO, config -> config, log);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann =
              new SeatedPlayer(house, "/rooms/a?player=ann&seat=" + TOKEN + "&after=1-1");
          Link link = node.accept()) {
        Frame open = link.next(LinkType.OPEN);
        link.send(LinkType.RESET, open.id(), 0, "");
        link.group(1, 1, "a");
        link.welcome(open.id(), 1, 3, false, "{\"welcome\":1}");
        link.opened(open.id(), 0, 1, 1);
        ann.hears("{\"type\":\"reset\"}");
        ann.isSeated();
        ann.send("hello");
        link.next(LinkType.COMMAND);
      }
      String seat = line(file, 1);
      for (String part :
          List.of(
              "\"address\":\"127.0.0.1\"",
              "\"room\":\"a\"",
              "\"node\":\"node-1\"",
              "\"player\":\"ann\"",
              "\"framesIn\":2,",
              "\"by\":\"player\",\"reason\":\"player-left\"")) {
        assertTrue(seat.contains(part), part + " in " + seat);
      }
      assertFalse(seat.contains(TOKEN), seat);
      assertTrue(seat.matches(".*\"seat\":\"[0-9a-f]{12}\".*\"bytesIn\":[1-9].*"), seat);
      try (RawPeer peer =
          RawPeer.connect(house.port()).send("GET /no HTTP/1.1\r\nHost: h\r\n\r\n")) {
        peer.restText();
      }
      String refused = line(file, 2);
      assertTrue(refused.contains("\"by\":\"router\",\"reason\":\"not-found\""), refused);
      Path moved = Files.move(file, directory.resolve("access.log.1"));
      assertEquals("opened anew", log.reload());
      try (RawPeer peer = RawPeer.connect(house.port()).send("BAD\n")) {
        peer.restText();
      }
      assertTrue(line(file, 1).contains("\"bad-request\""));
      assertEquals(2, lines(moved).size());
      assertEquals(3, log.written());
      assertEquals(0, log.dropped());
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsToldAtTheStart() {
    Path folder = directory.resolve("none");
    String none = folder.resolve("access.log").toString();
    assertEquals(
        "--access-log: cannot write '" + none + "' (there is no directory '" + folder + "')",
        assertThrows(FlagException.class, () -> AccessLog.check(none)).getMessage());
    assertTrue(
        assertThrows(FlagException.class, () -> AccessLog.open(none))
            .getMessage()
            .startsWith("--access-log: cannot write"));
    assertEquals(
        "--access-log: cannot write '" + directory + "' (it is a directory: name a file)",
        assertThrows(FlagException.class, () -> AccessLog.check(directory.toString()))
            .getMessage());
    assertThrows(FlagException.class, () -> AccessLog.check("a\0b"));
  }

  @Test
  void theLookAheadMakesNoFile() {
    Path file = directory.resolve("access.log");
    AccessLog.check(file.toString());
    AccessLog.check("-");
    assertFalse(Files.exists(file));
  }
}

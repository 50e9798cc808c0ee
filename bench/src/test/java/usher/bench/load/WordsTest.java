package usher.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import usher.bench.load.socket.Tally;
import usher.bench.load.socket.Target;
import usher.common.config.FlagException;

class WordsTest {
  @Test
  void aCommandHasTheSizeThatWasAskedForAndItsStampIsFoundAgain() {
    Stamp stamp = new Stamp(59_999, Long.MAX_VALUE);
    String command = stamp.command(Stamp.MIN_COMMAND_BYTES);
    assertEquals(Stamp.MIN_COMMAND_BYTES, command.length());
    assertEquals(stamp, Stamp.find(command));
    assertEquals(4_096, stamp.command(4_096).length());
  }

  @Test
  void textsWithoutAStampHaveNone() {
    assertNull(Stamp.find(""));
    assertNull(Stamp.find("~u1.2"));
    assertNull(Stamp.find("~ux.2~"));
  }

  @Test
  void aWelcomeTellsNodeSeatAndEpoch() throws IOException {
    Heard heard =
        Heard.read(
            "{\"type\":\"welcome\",\"room\":\"r\",\"game\":\"chat\",\"node\":\"node-1\","
                + "\"seat\":\"abc\",\"player\":\"p\",\"id\":\"7-41\",\"seq\":41,"
                + "\"state\":{\"node\":\"no\",\"said\":[{\"say\":\"~u1.2~\"}]}}");
    assertEquals(new Heard("welcome", "node-1", "abc", "7-41", 0, null), heard);
    assertEquals(7, heard.epoch());
  }

  @Test
  void anEventTellsItsStampAndTheCommandItAnswers() throws IOException {
    Heard heard =
        Heard.read(
            "{\"type\":\"event\",\"id\":\"7-42\",\"seq\":42,\"by\":\"p\",\"n\":3,"
                + "\"event\":{\"say\":\"~u5.6~xx\"}}");
    assertEquals(3, heard.n());
    assertEquals(new Stamp(5, 6), heard.stamp());
  }

  @Test
  void bytesOfAGamesOwnAreVolatile() throws IOException {
    Heard heard = Heard.read(new Stamp(1, 2).command(64));
    assertEquals(Heard.VOLATILE, heard.type());
    assertEquals(new Stamp(1, 2), heard.stamp());
    assertEquals(0, heard.epoch());
  }

  @Test
  void aFrameThatIsNoJsonAfterAllIsAnError() {
    assertThrows(IOException.class, () -> Heard.read("{\"type\":\"welc"));
  }

  @Test
  void aUrlNamesWhereRoomsAre() {
    assertEquals(
        URI.create("ws://127.0.0.1:8080/rooms/r1?a=b"),
        Target.parse("ws://127.0.0.1:8080").room("r1", "a=b"));
    assertEquals(
        URI.create("ws://h:80/play/r1/x?a=b"),
        Target.parse("ws://h/play/{room}/x").room("r1", "a=b"));
  }

  @Test
  void otherUrlsAreRefused() {
    for (String url :
        new String[] {"http://h", "ws://", "ws://h/no-room", "nonsense", "ws://a b"}) {
      assertThrows(FlagException.class, () -> Target.parse(url), url);
    }
  }

  @Test
  void aTallyIsBounded() {
    Tally tally = new Tally();
    for (int i = 0; i < 1_000; i++) {
      tally.count("word-" + i);
    }
    assertEquals(65, tally.counts().size());
    assertEquals(936, tally.counts().get("other"));
  }
}

package usher.common.journal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalEntry.Form;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;

/** What stands in a stream may be anyone's: it is ours to the letter, or it is told apart. */
class EntryCodecTest {
  private static final EventId ID = new EventId(7, 42);
  private static final int DAMAGED = 5_000;
  private static final JournalEntry ENTRY =
      new JournalEntry(
          ID,
          Form.OURS,
          "node-1#b0",
          "router:r:1",
          List.of(
              event(41, "ann", "{\"say\":\"\\u0000 \\\" \ud83d\ude00\"}"),
              event(42, "\ud800 alone", "[]")),
          "{\"state\":{}}");

  private static RoomEvent event(long seq, String by, String json) {
    return new RoomEvent(new EventId(7, seq), RoomEvent.Kind.GAME, by, "token", 3, json);
  }

  private static List<byte[]> written() {
    List<byte[]> fields = new ArrayList<>();
    EntryCodec.write(ENTRY, fields);
    return fields;
  }

  private static JournalEntry read(String... fields) {
    return EntryCodec.read(ID, Arrays.stream(fields).map(each -> each.getBytes(UTF_8)).toList());
  }

  @Test
  void whatIsWrittenIsReadBackToTheLetter() {
    assertEquals(ENTRY, EntryCodec.read(ID, written()));
  }

  @Test
  void fieldsThatAreNotKnownArePassedOver() {
    List<byte[]> fields = written();
    fields.addAll(0, List.of("later".getBytes(UTF_8), new byte[] {1, 2, 3}));
    assertEquals(ENTRY, EntryCodec.read(ID, fields));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "10", "999999999"})
  void anEntryOfALaterVersionIsNewerWhateverElseItHas(String version) {
    assertEquals(JournalEntry.unread(ID, Form.NEWER), read("v", version));
    assertEquals(
        JournalEntry.unread(ID, Form.NEWER), read("e", "{", "v", version + " a#1 c", "snap", "{}"));
    assertEquals(JournalEntry.unread(ID, Form.NEWER), read("v", version + " of another shape"));
  }

  @ParameterizedTest
  @CsvSource({"v,0", "v,-1", "v,1.0", "v,''", "v,9999999999", "V,1", "message,hello"})
  void whatHasNoVersionOfOursIsAnotherPrograms(String field, String value) {
    assertEquals(JournalEntry.unread(ID, Form.FOREIGN), read(field, value + " a#1 c"));
  }

  @Test
  void anEntryWithoutOwnerOrClaimOrAnyFieldIsAnotherPrograms() {
    JournalEntry foreign = JournalEntry.unread(ID, Form.FOREIGN);
    assertEquals(foreign, read("v", "1"));
    assertEquals(foreign, read("v", "1 a#1"));
    assertEquals(foreign, read("v", "1 a#1 "));
    assertEquals(foreign, read("v", "1  c"));
    assertEquals(foreign, read("v"));
    assertEquals(foreign, read());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "[[]]",
        "[[7,42,\"game\",\"ann\",\"t\",1,\"{}\"]] more",
        "[[7,42,\"game\",\"ann\",\"t\",1,\"{}\",8]]",
        "[[-7,42,\"game\",\"ann\",\"t\",1,\"{}\"]]",
        "[[7,42.5,\"game\",\"ann\",\"t\",1,\"{}\"]]",
        "[[99999999999999999999,42,\"game\",\"ann\",\"t\",1,\"{}\"]]",
        "[[7,42,\"party\",\"ann\",\"t\",1,\"{}\"]]",
        "[[7,42,\"game\",null,\"t\",1,\"{}\"]]",
        "[[7,42,\"game\",\"ann\",\"t\",1,{\"a\":1}]]",
        "[[[[[[[[[[7]]]]]]]]]]"
      })
  void eventsOfAnotherShapeAreAnotherPrograms(String events) {
    assertEquals(JournalEntry.unread(ID, Form.FOREIGN), read("v", "1 a#1 c", "e", events));
  }

  @Test
  void eventsThatWereCutShortAreNeverTakenForFewer() {
    byte[] whole = EventsJson.write(ENTRY.events());
    for (int length = 0; length < whole.length; length++) {
      assertEquals(null, EventsJson.read(Arrays.copyOf(whole, length)));
    }
  }

  @Test
  void aTextLongerThanAnyThatIsWrittenIsAnotherPrograms() {
    byte[] json = new byte[JournalLimits.MAX_COMMAND_BYTES + 64];
    Arrays.fill(json, (byte) 'x');
    byte[] before = "[[7,42,\"game\",\"ann\",\"t\",1,\"".getBytes(UTF_8);
    byte[] after = "\"]]".getBytes(UTF_8);
    System.arraycopy(before, 0, json, 0, before.length);
    System.arraycopy(after, 0, json, json.length - after.length, after.length);
    assertEquals(null, EventsJson.read(json));
  }

  /** Whatever byte is wrong, nothing is thrown, and no event changes its place. */
  @Test
  void damagedFieldsAreReadWithoutAnError() {
    Random random = new Random(42);
    for (int i = 0; i < DAMAGED; i++) {
      List<byte[]> fields = written();
      damage(fields, random);
      JournalEntry read = EntryCodec.read(ID, fields);
      assertEquals(ID, read.id());
      if (read.form() != Form.OURS) {
        assertEquals(JournalEntry.unread(ID, read.form()), read);
      } else {
        assertNotEquals("", read.owner() + read.claim());
      }
    }
  }

  @Test
  void randomBytesAreAnotherPrograms() {
    Random random = new Random(7);
    for (int i = 0; i < DAMAGED; i++) {
      List<byte[]> fields = new ArrayList<>();
      for (int field = random.nextInt(8); field > 0; field--) {
        byte[] bytes = new byte[random.nextInt(24)];
        random.nextBytes(bytes);
        fields.add(bytes);
      }
      assertEquals(JournalEntry.unread(ID, Form.FOREIGN), EntryCodec.read(ID, fields));
    }
  }

  private static void damage(List<byte[]> fields, Random random) {
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int field = random.nextInt(fields.size());
      byte[] bytes = fields.get(field).clone();
      switch (random.nextInt(4)) {
        case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 2));
        case 1 -> fields.remove(fields.size() - 1);
        default -> {
          if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
        }
      }
      if (field < fields.size()) {
        fields.set(field, bytes);
      }
      if (fields.isEmpty()) {
        return;
      }
    }
  }
}

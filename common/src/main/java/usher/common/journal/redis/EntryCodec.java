package usher.common.journal.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalEntry.Form;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;

/**
 * An entry as the fields of a stream: {@code v} the version, {@code owner}, {@code claim}, {@code
 * e} the events where there are some, {@code snap} the snapshot where there is one. Fields that we
 * do not know are passed over.
 */
final class EntryCodec {
  private static final byte[] VERSION_FIELD = "v".getBytes(US_ASCII);
  private static final byte[] VERSION = Integer.toString(JournalEntry.VERSION).getBytes(US_ASCII);
  private static final byte[] OWNER = "owner".getBytes(US_ASCII);
  private static final byte[] CLAIM = "claim".getBytes(US_ASCII);
  private static final byte[] EVENTS = "e".getBytes(US_ASCII);
  private static final byte[] SNAPSHOT = "snap".getBytes(US_ASCII);
  private static final int MAX_VERSION_DIGITS = 9;

  private EntryCodec() {}

  /** Adds an entry's fields and values, in turn. */
  static void write(JournalEntry entry, List<byte[]> out) {
    out.add(VERSION_FIELD);
    out.add(VERSION);
    out.add(OWNER);
    out.add(entry.owner().getBytes(UTF_8));
    out.add(CLAIM);
    out.add(entry.claim().getBytes(UTF_8));
    if (!entry.events().isEmpty()) {
      out.add(EVENTS);
      out.add(EventsJson.write(entry.events()));
    }
    String snapshot = entry.snapshot();
    if (snapshot != null) {
      out.add(SNAPSHOT);
      out.add(snapshot.getBytes(UTF_8));
    }
  }

  /** Reads what Redis answers with: a list of entries, each an id and a list of fields. */
  static List<JournalEntry> readAll(Object reply) {
    List<JournalEntry> entries = new ArrayList<>();
    for (Object entry : (List<?>) reply) {
      List<?> pair = (List<?>) entry;
      entries.add(read(id((byte[]) pair.get(0)), (List<?>) pair.get(1)));
    }
    return entries;
  }

  /** Reads one entry; whatever is wrong with it, it is then one of another program's. */
  static JournalEntry read(EventId id, List<?> fields) {
    byte[] version = field(fields, VERSION_FIELD);
    byte[] owner = field(fields, OWNER);
    byte[] claim = field(fields, CLAIM);
    byte[] events = field(fields, EVENTS);
    byte[] snapshot = field(fields, SNAPSHOT);
    int number = version == null ? 0 : versionNumber(version);
    if (number > JournalEntry.VERSION) {
      return JournalEntry.unread(id, Form.NEWER);
    }
    if (number < JournalEntry.VERSION || owner == null || claim == null) {
      return JournalEntry.unread(id, Form.FOREIGN);
    }
    List<RoomEvent> read = events == null ? List.of() : EventsJson.read(events);
    if (read == null) {
      return JournalEntry.unread(id, Form.FOREIGN);
    }
    return new JournalEntry(
        id, Form.OURS, new String(owner, UTF_8), new String(claim, UTF_8), read, text(snapshot));
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, UTF_8);
  }

  private static byte @Nullable [] field(List<?> fields, byte[] name) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if (Arrays.equals((byte[]) fields.get(i), name)) {
        return (byte[]) fields.get(i + 1);
      }
    }
    return null;
  }

  /** 0 where it is no version. */
  private static int versionNumber(byte[] text) {
    if (text.length == 0 || text.length > MAX_VERSION_DIGITS) {
      return 0;
    }
    int number = 0;
    for (byte digit : text) {
      if (digit < '0' || digit > '9') {
        return 0;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }

  /** Redis's ids have 64 bits without a sign; ours have a sign, and the highest stands for more. */
  private static EventId id(byte[] text) {
    String id = new String(text, US_ASCII);
    int dash = id.indexOf('-');
    return new EventId(capped(id.substring(0, dash)), capped(id.substring(dash + 1)));
  }

  private static long capped(String digits) {
    long value = Long.parseUnsignedLong(digits);
    return value < 0 ? Long.MAX_VALUE : value;
  }
}

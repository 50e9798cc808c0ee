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
 * An entry as the fields of a stream: {@code v} the version, the owner and the claim, with a space
 * between them; {@code e} the events where there are some; {@code snap} the snapshot where there is
 * one. Fields that we do not know are passed over. Few fields: a restore reads many entries.
 */
final class EntryCodec {
  private static final byte[] VERSION_FIELD = "v".getBytes(US_ASCII);
  private static final String SEPARATOR = " ";
  private static final byte[] EVENTS = "e".getBytes(US_ASCII);
  private static final byte[] SNAPSHOT = "snap".getBytes(US_ASCII);
  private static final int MAX_VERSION_DIGITS = 9;

  private EntryCodec() {}

  /** Adds an entry's fields and values, in turn. */
  static void write(JournalEntry entry, List<byte[]> out) {
    out.add(VERSION_FIELD);
    String head = JournalEntry.VERSION + SEPARATOR + entry.owner() + SEPARATOR + entry.claim();
    out.add(head.getBytes(UTF_8));
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

  /** The version, owner and claim of an entry: most often those of the one before. */
  private static final class Head {
    static final Head NONE = new Head(new byte[0], 0, "", "");

    final byte[] bytes;
    final int version;
    final String owner;
    final String claim;

    private Head(byte[] bytes, int version, String owner, String claim) {
      this.bytes = bytes;
      this.version = version;
      this.owner = owner;
      this.claim = claim;
    }

    static Head of(byte[] bytes) {
      String text = new String(bytes, UTF_8);
      int first = text.indexOf(SEPARATOR);
      int second = text.indexOf(SEPARATOR, first + 1);
      int version = versionNumber(first < 0 ? text : text.substring(0, first));
      boolean whole = first > 0 && second > first + 1 && second + 1 < text.length();
      return whole
          ? new Head(bytes, version, text.substring(first + 1, second), text.substring(second + 1))
          : new Head(bytes, version, "", "");
    }
  }

  /** Reads what Redis answers with: a list of entries, each an id and a list of fields. */
  static List<JournalEntry> readAll(Object reply) {
    List<JournalEntry> entries = new ArrayList<>(((List<?>) reply).size());
    Head head = Head.NONE;
    for (Object entry : (List<?>) reply) {
      List<?> pair = (List<?>) entry;
      List<?> fields = (List<?>) pair.get(1);
      byte[] bytes = field(fields, VERSION_FIELD);
      if (bytes != null && !Arrays.equals(bytes, head.bytes)) {
        head = Head.of(bytes);
      }
      entries.add(read(id((byte[]) pair.get(0)), bytes == null ? Head.NONE : head, fields));
    }
    return entries;
  }

  /** Reads one entry; whatever is wrong with it, it is then one of another program's. */
  static JournalEntry read(EventId id, List<?> fields) {
    byte[] bytes = field(fields, VERSION_FIELD);
    return read(id, bytes == null ? Head.NONE : Head.of(bytes), fields);
  }

  private static JournalEntry read(EventId id, Head head, List<?> fields) {
    if (head.version > JournalEntry.VERSION) {
      return JournalEntry.unread(id, Form.NEWER);
    }
    if (head.version < JournalEntry.VERSION || head.owner.isEmpty()) {
      return JournalEntry.unread(id, Form.FOREIGN);
    }
    byte[] events = field(fields, EVENTS);
    List<RoomEvent> read = events == null ? List.of() : EventsJson.read(events);
    if (read == null) {
      return JournalEntry.unread(id, Form.FOREIGN);
    }
    String snapshot = text(field(fields, SNAPSHOT));
    return new JournalEntry(id, Form.OURS, head.owner, head.claim, read, snapshot);
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
  private static int versionNumber(String text) {
    if (text.isEmpty() || text.length() > MAX_VERSION_DIGITS) {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
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

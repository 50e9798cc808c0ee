package usher.node.journal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;

/** The entries of a room that are not known to be kept, in order. Owned by the room's loop. */
final class Flight {
  /** So many events may be unkept before the room decides no more. */
  static final int MAX_EVENTS = 4_096;

  /** So many characters of events may be unkept before the room decides no more. */
  static final int MAX_CHARACTERS = 1024 * 1024;

  /** The events of one command, on their way. */
  static final class Entry {
    final long first;
    final long last;
    final int characters;
    final @Nullable String snapshot;
    @Nullable EventId keepFrom;
    boolean sent;
    boolean kept;

    Entry(
        List<RoomEvent> events,
        int characters,
        @Nullable String snapshot,
        @Nullable EventId keepFrom) {
      this.first = events.get(0).id().seq();
      this.last = events.get(events.size() - 1).id().seq();
      this.characters = characters;
      this.snapshot = snapshot;
      this.keepFrom = keepFrom;
    }
  }

  private final ArrayDeque<Entry> entries = new ArrayDeque<>(4);
  private long events;
  private int characters;

  void add(Entry entry) {
    entries.addLast(entry);
    events += entry.last - entry.first + 1;
    characters += entry.characters;
  }

  /** Hands out what was not sent yet, in order, until it is not taken. */
  void send(Predicate<Entry> wire) {
    for (Entry entry : entries) {
      if (!entry.sent) {
        entry.sent = true;
        if (!wire.test(entry)) {
          entry.sent = false;
          return;
        }
      }
    }
  }

  /** Takes off what is kept without a gap; the last seq of it, or 0. */
  long settle() {
    long seq = 0;
    while (!entries.isEmpty() && entries.getFirst().kept) {
      seq = entries.getFirst().last;
      removeFirst();
    }
    return seq;
  }

  /** Up to this seq all is in a claim; the rest is to be sent again, after the claim. */
  void covered(long seq) {
    while (!entries.isEmpty() && entries.getFirst().last <= seq) {
      removeFirst();
    }
    for (Entry entry : entries) {
      entry.sent = false;
      entry.kept = false;
      entry.keepFrom = null;
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  boolean isFull() {
    return events >= MAX_EVENTS || characters >= MAX_CHARACTERS;
  }

  /** How many events are on their way. */
  long events() {
    return events;
  }

  void clear() {
    entries.clear();
    events = 0;
    characters = 0;
  }

  private void removeFirst() {
    Entry entry = entries.removeFirst();
    events -= entry.last - entry.first + 1;
    characters -= entry.characters;
  }
}

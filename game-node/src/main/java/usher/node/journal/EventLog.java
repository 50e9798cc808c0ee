package usher.node.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;

/**
 * The last events of a room, for seats that missed some, and those that are not said yet. Without a
 * gap; the ids of what was said never change. Owned by the room's loop.
 */
public final class EventLog {
  /** The most characters of events that were said and are still here, as JSON. */
  public static final int MAX_CHARACTERS = 256 * 1024;

  private static final int FIRST_SIZE = 16;

  /** Where a seat stands that last heard a certain event. */
  public enum Reach {
    /** All it missed is here. */
    KEPT,
    /** Some of what it missed is not here any more. */
    TOO_FAR_BACK,
    /** This room has another event of that seq. */
    ANOTHER,
    /** This room never came so far. */
    AHEAD
  }

  private @Nullable RoomEvent[] ring = new RoomEvent[FIRST_SIZE];
  private EventId before = new EventId(0, 0);
  private int count;
  private int characters;
  private final int maxEvents;

  /**
   * An empty log.
   *
   * @param maxEvents the most events that were said and stay here
   */
  public EventLog(int maxEvents) {
    this.maxEvents = maxEvents;
  }

  /** The id of the last event, here or before. */
  public EventId last() {
    return count == 0 ? before : at(before.seq() + count).id();
  }

  /** The id of the last event that is not here any more, as far as it is known. */
  public EventId before() {
    return before;
  }

  /** The seq of the first event that is here, if any is. */
  public long first() {
    return before.seq() + 1;
  }

  /** The event of a seq that is here. */
  public RoomEvent at(long seq) {
    if (seq <= before.seq() || seq > before.seq() + count) {
      throw new IllegalArgumentException("no event " + seq + " in the log");
    }
    return Objects.requireNonNull(ring[slot(seq)]);
  }

  /** The next event. */
  public void add(RoomEvent event) {
    if (event.id().seq() != before.seq() + count + 1) {
      throw new IllegalArgumentException(event.id() + " does not follow " + last());
    }
    if (count == ring.length) {
      grow();
    }
    ring[slot(event.id().seq())] = event;
    count++;
    characters += event.json().length();
  }

  /** Nothing is here, and this was the last event. */
  public void restart(EventId last) {
    ring = new RoomEvent[FIRST_SIZE];
    before = last;
    count = 0;
    characters = 0;
  }

  /** The event as an owner wrote it down later: what followed it here is not true any more. */
  public void put(RoomEvent event) {
    long seq = event.id().seq();
    while (count > 0 && before.seq() + count >= seq) {
      long last = before.seq() + count;
      characters -= at(last).json().length();
      ring[slot(last)] = null;
      count--;
    }
    if (before.seq() + count + 1 != seq) {
      restart(new EventId(0, seq - 1));
    }
    add(event);
  }

  /** Up to this seq all was said: what is more than the bounds allow is dropped. */
  public void said(long seq) {
    while (count > 1 && before.seq() < seq && (count > maxEvents || characters > MAX_CHARACTERS)) {
      RoomEvent dropped = at(first());
      ring[slot(dropped.id().seq())] = null;
      before = dropped.id();
      count--;
      characters -= dropped.json().length();
    }
  }

  /** The events above a seq, which were never said, get this epoch. */
  public void renumber(long aboveSeq, long epoch) {
    for (long seq = Math.max(aboveSeq + 1, first()); seq <= last().seq(); seq++) {
      ring[slot(seq)] = withEpoch(at(seq), epoch);
    }
  }

  /** Where a seat stands that last heard this, of what is kept up to a seq. */
  public Reach reach(EventId heard, long kept) {
    if (heard.seq() > kept) {
      return Reach.AHEAD;
    }
    if (heard.seq() < before.seq()) {
      return Reach.TOO_FAR_BACK;
    }
    if (heard.seq() == before.seq()) {
      boolean known = before.epoch() > 0 && heard.seq() > 0;
      return known && before.epoch() != heard.epoch() ? Reach.ANOTHER : Reach.KEPT;
    }
    return at(heard.seq()).id().equals(heard) ? Reach.KEPT : Reach.ANOTHER;
  }

  /** The events of these seqs, both included, as far as they are here. */
  public List<RoomEvent> range(long from, long to) {
    List<RoomEvent> events = new ArrayList<>();
    for (long seq = Math.max(from, first()); seq <= Math.min(to, last().seq()); seq++) {
      events.add(at(seq));
    }
    return events;
  }

  static RoomEvent withEpoch(RoomEvent event, long epoch) {
    return new RoomEvent(
        new EventId(epoch, event.id().seq()),
        event.kind(),
        event.by(),
        event.seat(),
        event.n(),
        event.json());
  }

  private int slot(long seq) {
    return (int) (seq & (ring.length - 1));
  }

  private void grow() {
    @Nullable RoomEvent[] larger = new RoomEvent[ring.length * 2];
    for (long seq = first(); seq < first() + count; seq++) {
      larger[(int) (seq & (larger.length - 1))] = ring[slot(seq)];
    }
    ring = larger;
  }
}

package usher.node.room;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;
import usher.node.seat.Seat;

/** The last events of a room, for seats that missed some. Owned by the room's loop. */
final class EventLog {
  /** The most events kept. */
  static final int MAX_EVENTS = 512;

  /** The most characters of events kept, as JSON. */
  static final int MAX_CHARACTERS = 256 * 1024;

  /**
   * An event.
   *
   * @param seat whose command caused it; null where it was none
   * @param n the number of that command; 0 where it was none
   * @param json the event
   */
  record Logged(EventId id, String by, @Nullable Seat seat, long n, String json) {}

  /** Where a seat stands that last heard a certain event. */
  enum Reach {
    /** All it missed is kept. */
    KEPT,
    /** Some of what it missed is not kept any more. */
    TOO_FAR_BACK,
    /** This room never said what it last heard. */
    UNKNOWN
  }

  private final ArrayDeque<Logged> events = new ArrayDeque<>();
  private int characters;

  void add(Logged event) {
    events.addLast(event);
    characters += event.json().length();
    while (events.size() > MAX_EVENTS || (characters > MAX_CHARACTERS && events.size() > 1)) {
      characters -= events.removeFirst().json().length();
    }
  }

  Reach reach(EventId heard) {
    Logged first = events.peekFirst();
    Logged last = events.peekLast();
    if (first == null || last == null || heard.seq() > last.id().seq()) {
      return Reach.UNKNOWN;
    }
    long firstSeq = first.id().seq();
    if (heard.seq() < firstSeq - 1) {
      return Reach.TOO_FAR_BACK;
    }
    if (heard.seq() == firstSeq - 1) {
      return heard.epoch() <= first.id().epoch() ? Reach.KEPT : Reach.UNKNOWN;
    }
    boolean known = events.stream().anyMatch(event -> event.id().equals(heard));
    return known ? Reach.KEPT : Reach.UNKNOWN;
  }

  /** The events after this one. */
  List<Logged> after(EventId heard) {
    return events.stream().filter(event -> event.id().seq() > heard.seq()).toList();
  }
}

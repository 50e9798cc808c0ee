package usher.bench.failover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was heard in one room, over all its seats. Pure; owned by one thread. */
final class History {
  private final String room;
  private final Violations violations;
  private final List<SeatHistory> seats = new ArrayList<>();
  private final Map<Long, Happened> bySeq = new HashMap<>();
  private final Map<String, Long> seqByText = new HashMap<>();
  private long top;

  private record Happened(long epoch, String what) {}

  History(String room, Violations violations) {
    this.room = room;
    this.violations = violations;
  }

  String room() {
    return room;
  }

  /** A seat of the room, under a name that no other has. */
  SeatHistory seat(String name) {
    SeatHistory seat = new SeatHistory(this, name);
    seats.add(seat);
    return seat;
  }

  /**
   * A seat heard an event.
   *
   * @return whether it is the first to hear it
   */
  boolean happened(String seat, long epoch, long seq, String what) {
    Happened next = new Happened(epoch, what);
    Happened before = bySeq.putIfAbsent(seq, next);
    if (before != null) {
      if (!before.equals(next)) {
        violation(seat, seq, "heard " + next + " where another seat heard " + before);
      }
      return false;
    }
    top = Math.max(top, seq);
    Long same = seqByText.putIfAbsent(what, seq);
    if (same != null) {
      violation(seat, seq, "doubled: " + what + " took effect at seq " + same + " too");
    }
    return true;
  }

  void violation(String seat, long seq, String what) {
    violations.add(new Violation(room, seat, seq, what));
  }

  /** The highest seq that anyone heard. */
  long top() {
    return top;
  }

  /** Whether every command was answered, and everyone heard everything. */
  boolean isComplete() {
    return seats.stream().allMatch(seat -> seat.unanswered() == 0 && seat.last() == top);
  }

  /** Nothing more will be heard: what is missing now is lost. */
  void ended() {
    for (SeatHistory seat : seats) {
      for (long n = seat.answered() + 1; n <= seat.sent(); n++) {
        boolean happened = seqByText.containsKey(seat.command(n));
        violation(
            seat.name(),
            seat.last(),
            (happened ? "never answered, though it took effect: " : "lost: ") + seat.command(n));
      }
      if (seat.last() < top) {
        violation(seat.name(), seat.last(), "missed all up to seq " + top);
      }
    }
  }
}

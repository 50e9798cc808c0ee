package usher.node.room;

import java.util.ArrayList;
import java.util.List;
import usher.common.player.CloseReason;
import usher.node.journal.Restore;

/** A room on its way back from the journal, and what waits for it. Owned by a loop. */
final class Restoring {
  /** The most work that waits for one room. */
  static final int MAX_WAITING = 16_384;

  private final long epoch;
  private final List<RoomWork> waiting = new ArrayList<>();
  private @org.jspecify.annotations.Nullable Restore<RoomState> restore;

  Restoring(long epoch) {
    this.epoch = epoch;
  }

  void begin(Restore<RoomState> begun) {
    restore = begun;
    begun.start();
  }

  /** The epoch that it is opened at. */
  long epoch() {
    return epoch;
  }

  /** Lets work wait; at the bound, nothing more comes of the open that it is about. */
  void add(RoomWork work) {
    if (waiting.size() < MAX_WAITING) {
      waiting.add(work);
      return;
    }
    waiting.removeIf(before -> before.line() == work.line());
    if (!(work instanceof RoomWork.Detach)) {
      work.line().close(CloseReason.ROOM_UNAVAILABLE, Seating.RETRY_AFTER_UNKEPT_SECONDS);
    }
  }

  List<RoomWork> waiting() {
    return List.copyOf(waiting);
  }

  /** Nobody wants it any more. */
  void cancel() {
    if (restore != null) {
      restore.cancel();
    }
  }

  /** Each open that waits is told that the room is not here. */
  void stale(long known) {
    for (RoomWork work : waiting) {
      if (work instanceof RoomWork.Open open) {
        open.line().stale(known);
      }
    }
  }

  /** Each open that waits is told why the room does not come. */
  void close(CloseReason reason) {
    for (RoomWork work : waiting) {
      if (work instanceof RoomWork.Open open) {
        open.line().close(reason, 0);
      }
    }
  }
}

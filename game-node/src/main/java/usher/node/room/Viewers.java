package usher.node.room;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.node.journal.Outside;

/** Tells a room how many watch it, each time that changed, and not too often. On its loop. */
final class Viewers {
  /** The time between two tellings at least, in nanoseconds. */
  static final long PACE_NS = TimeUnit.SECONDS.toNanos(1);

  private final Outside outside;
  private final Consumer<PlayerFrame> all;
  private int count;
  private int told;
  private long toldNs;
  private boolean due;
  private boolean ended;

  /**
   * @param all says a frame to all who are in the room
   */
  Viewers(Outside outside, Consumer<PlayerFrame> all) {
    this.outside = outside;
    this.all = all;
    this.toldNs = outside.nowNs() - PACE_NS;
  }

  /** So many watch now. */
  void changed(int now) {
    count = now;
    if (!due && !ended) {
      due = true;
      outside.later(Math.max(0, toldNs + PACE_NS - outside.nowNs()), this::tell);
    }
  }

  private void tell() {
    due = false;
    if (count != told && !ended) {
      told = count;
      toldNs = outside.nowNs();
      all.accept(PlayerFrames.viewers(count));
    }
  }

  /** The room is gone. */
  void end() {
    ended = true;
  }
}

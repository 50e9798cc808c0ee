package usher.node.room;

import usher.node.game.RealTime;

/**
 * The time of a room whose game plays in real time: it passes as long as a player sits there. Owned
 * by the room's loop.
 */
final class Ticker {
  /** A loop that is so many ticks late does not catch up with them. */
  static final int MAX_LATE_TICKS = 4;

  private final Room room;
  private boolean awake;
  private long nextNs;

  Ticker(Room room) {
    this.room = room;
  }

  /** A player came. */
  void wake() {
    Play<?, ?> play = room.state().play();
    RealTime<?, ?, ?> realTime = play == null ? null : play.realTime();
    if (realTime != null && !awake) {
      awake = true;
      nextNs = room.outside().nowNs();
      later(realTime.interval().toNanos());
    }
  }

  private void later(long intervalNs) {
    long nowNs = room.outside().nowNs();
    nextNs += intervalNs;
    if (nowNs - nextNs > MAX_LATE_TICKS * intervalNs) {
      nextNs = nowNs;
    }
    room.outside().later(Math.max(0, nextNs - nowNs), () -> tick(intervalNs));
  }

  private void tick(long intervalNs) {
    if (room.isFenced() || room.isLeaving() || room.state().seats().present() == 0) {
      awake = false;
      return;
    }
    if (!room.isPaused()) {
      Play.Ticked ticked = room.state().playing().tick(room.mayTake());
      if (ticked.frame() != null) {
        room.sayVolatile(ticked.frame());
      }
      room.publish(ticked.events());
    }
    later(intervalNs);
  }
}

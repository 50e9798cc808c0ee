package usher.router.seat;

import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.Located;
import usher.router.pin.Pin;

/** Looks for a room: by its pin, else by asking the cluster, again and again. On the loop. */
final class RoomSearch {
  private static final long MS_PER_S = 1_000;

  private final LoopRooms rooms;
  private final LoopRoom room;

  /** The pin whose node could not be reached, or has not got the room; null where none is. */
  private @Nullable Pin failed;

  private @Nullable Pin denied;
  private long deniedEpoch;
  private int ticket;
  private int asks;
  private boolean asking;
  private boolean waiting;
  private long askAtNs;

  RoomSearch(LoopRooms rooms, LoopRoom room) {
    this.rooms = rooms;
    this.room = room;
  }

  /** Finds the room by its pin if there is one that can be entered, else by asking. */
  void begin() {
    Pin known = rooms.pins().get(room.id());
    if (known != null && known.tryEnter()) {
      room.entered(known);
    } else {
      ask();
    }
  }

  /**
   * Asks where the room is now.
   *
   * @param unreachable the pin that it was at, if its node is the reason; else null
   */
  void again(@Nullable Pin unreachable) {
    failed = unreachable;
    ask();
  }

  /** The node of this pin says that it has no such room. */
  void deny(Pin pin, long epoch) {
    denied = pin;
    deniedEpoch = epoch;
  }

  /** A seat hears the room: whatever failed before counts no more. */
  void end() {
    asks = 0;
    failed = null;
    denied = null;
  }

  /** The pin that the room is found at follows the one that failed: its epoch may be the old. */
  boolean isSameAsFailed(Pin pin) {
    return pin == failed;
  }

  /** Nobody looks for the room any more. */
  void stop() {
    asking = false;
    waiting = false;
  }

  void tick(long nowNs) {
    if (waiting && nowNs - askAtNs >= 0) {
      ask();
    }
  }

  private void ask() {
    waiting = false;
    if (++asks > SeatLimits.ASKS_AT_ONCE) {
      askLater();
      return;
    }
    asking = true;
    int asked = ++ticket;
    rooms.metrics().locateAsked();
    boolean posted =
        rooms
            .inbox()
            .post(
                new ClusterEvent.Locate(
                    room.id(),
                    failed,
                    rooms.nowNs() + rooms.parkingNs(),
                    located -> rooms.loop().execute(() -> onLocated(asked, located))));
    if (!posted) {
      askLater();
    }
  }

  private void askLater() {
    asking = false;
    waiting = true;
    asks = 0;
    askAtNs = rooms.nowNs() + SeatLimits.ASK_AGAIN.toNanos();
  }

  private void onLocated(int asked, Located located) {
    if (asked != ticket || !asking) {
      return;
    }
    if (located instanceof Located.At at) {
      onFound(at.pin());
    } else if (located instanceof Located.Nowhere nowhere) {
      askLater();
      CloseReason reason = nowhere.reason();
      room.onNowhere(reason, (int) Math.max(1, (nowhere.retryAfterMs() + MS_PER_S - 1) / MS_PER_S));
    }
  }

  private void onFound(Pin pin) {
    if (pin == denied && pin.epoch() <= deniedEpoch) {
      // Its node has just said that it has no such room; the cluster does not know it yet.
      denied = null;
      askLater();
    } else if (pin.tryEnter()) {
      asking = false;
      room.entered(pin);
    } else {
      ask();
    }
  }
}

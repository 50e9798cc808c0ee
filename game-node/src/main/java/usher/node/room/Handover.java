package usher.node.room;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.ControlLimits;
import usher.node.heartbeat.Announcer;

/** Hands over a room that no journal has: with all that it is. On the room's loop. */
final class Handover {
  private static final Logger log = LoggerFactory.getLogger(Handover.class);

  private Handover() {}

  /** The room is frozen: it is told, and stays so; one that is too large goes on instead. */
  static void unkept(Room room, Announcer announcer, long nowNs) {
    String snapshot = room.state().play() == null ? null : room.snapshot(room.state().log().last());
    if (snapshot != null && snapshot.length() > ControlLimits.MAX_SNAPSHOT_LENGTH) {
      log.warn(
          "room {} stays: its snapshot has {} characters, and {} may be handed over",
          room.id(),
          snapshot.length(),
          ControlLimits.MAX_SNAPSHOT_LENGTH);
      room.raise(room.epoch());
      return;
    }
    room.tellStale(nowNs);
    announcer.released(room.id(), room.epoch(), snapshot);
  }
}

package usher.common.control;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.net.HostPort;
import usher.common.room.RoomId;

/** What a node says to a router over control. All are immutable. */
public sealed interface NodeMessage {
  /**
   * The first message of a connection, and again whenever the router asks for it.
   *
   * @param version the node's software, for people
   * @param address where players' connections reach the node
   * @param reportsRooms whether the node says {@link Opened} and {@link Closed}. Where it does not,
   *     a pin lives as long as someone is connected to its room, and a while longer
   * @param tls whether the address speaks TLS, and nothing else
   * @param journal whether the node keeps its rooms in the journal, where the welcome names one
   * @param rooms the rooms it holds
   */
  record Register(
      Incarnation incarnation,
      String version,
      HostPort address,
      Upstream upstream,
      Capacity capacity,
      Map<String, String> labels,
      boolean reportsRooms,
      boolean tls,
      boolean journal,
      List<HeldRoom> rooms)
      implements NodeMessage {
    public Register {
      labels = Map.copyOf(labels);
      rooms = List.copyOf(rooms);
    }

    /** Of a node without TLS. */
    public Register(
        Incarnation incarnation,
        String version,
        HostPort address,
        Upstream upstream,
        Capacity capacity,
        Map<String, String> labels,
        boolean reportsRooms,
        boolean journal,
        List<HeldRoom> rooms) {
      this(
          incarnation,
          version,
          address,
          upstream,
          capacity,
          labels,
          reportsRooms,
          false,
          journal,
          rooms);
    }
  }

  /**
   * @param number grows by at least one from heartbeat to heartbeat of one registration, from 1
   * @param reason why the node is failing; null where it is not
   * @param rooms how many it holds
   * @param seats how many are taken
   * @param cpu the process's share of its cores, 0 to 1, smoothed
   * @param loopLagMs how late the slowest of its loops runs, in milliseconds
   * @param load its own figure of its load, 0 (idle) to 1 (full), in place of the score; null where
   *     it has none
   * @param placement the highest placement number it has seen from this router, 0 before the first
   */
  record Heartbeat(
      long number,
      Health health,
      @Nullable String reason,
      int rooms,
      int seats,
      double cpu,
      double loopLagMs,
      @Nullable Double load,
      long placement)
      implements NodeMessage {}

  /** A room came up at an epoch. */
  record Opened(RoomId room, long epoch) implements NodeMessage {}

  /** A room fell asleep: it is empty, and the node holds it no more. */
  record Closed(RoomId room, long epoch) implements NodeMessage {}

  /**
   * A room that the router asked back decides nothing any more. Where a journal has it, the node
   * holds it no more; without one it stays here, frozen, until the router says that it runs
   * elsewhere ({@link RouterMessage.Forget}) or names it anew ({@link RouterMessage.Place}).
   *
   * @param epoch the last one it had here
   * @param snapshot all that the room is, at most {@link ControlLimits#MAX_SNAPSHOT_LENGTH}; null
   *     where the journal has it
   */
  record Released(RoomId room, long epoch, @Nullable String snapshot) implements NodeMessage {}

  /**
   * Someone asked for a room that the node does not hold.
   *
   * @param placement the highest placement number seen: the word counts only if that covers the pin
   */
  record Stale(RoomId room, long placement) implements NodeMessage {}

  /** The node leaves on purpose; it has no room any more. */
  record Goodbye() implements NodeMessage {}
}

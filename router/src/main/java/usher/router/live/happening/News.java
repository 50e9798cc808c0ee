package usher.router.live.happening;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.room.RoomId;
import usher.router.pin.NodeRef;

/**
 * What happened since it was last asked: a room got another node, a room is heard again, a node was
 * lost. Any thread tells, and does no more than note it; past a bound it is counted only.
 */
public final class News {
  /** From where to where rooms went. */
  public record Hop(NodeId from, NodeId to, boolean lost) {}

  /** So many rooms went one way; this was the last of them. */
  public record Went(int rooms, RoomId last) {}

  /** A room is heard again, after so long; the way it went. */
  record Resumed(RoomId room, Hop hop, long afterNs) {}

  /**
   * All of it.
   *
   * @param hops rooms by the way they went, in order
   * @param resumed rooms that went and are heard again
   * @param lost why, by the node that was lost
   * @param slowestNs how long the slowest room was away that is heard again; 0 for none
   */
  public record Heard(
      Map<Hop, Went> hops, List<Resumed> resumed, Map<Incarnation, String> lost, long slowestNs) {}

  private final Map<RoomId, Hop> underWay = new LinkedHashMap<>();
  private Map<Hop, Went> hops = new LinkedHashMap<>();
  private List<Resumed> resumed = new ArrayList<>();
  private Map<Incarnation, String> lost = new HashMap<>();
  private long slowestNs;
  private long failovers;
  private long moves;

  /**
   * A room has another node than it had.
   *
   * @param fromLost whether its former node is lost
   */
  public synchronized void repinned(RoomId room, NodeRef from, NodeRef to, boolean fromLost) {
    Hop hop = new Hop(from.incarnation().node(), to.incarnation().node(), fromLost);
    if (fromLost) {
      failovers++;
    } else {
      moves++;
    }
    underWay.remove(room);
    if (underWay.size() >= HappeningLimits.ROOMS_UNDER_WAY) {
      underWay.remove(underWay.keySet().iterator().next());
    }
    underWay.put(room, hop);
    Went before = hops.get(hop);
    if (before != null || hops.size() < HappeningLimits.HOPS_KEPT) {
      hops.put(hop, new Went(before == null ? 1 : before.rooms() + 1, room));
    }
  }

  /** A seat of a room hears it again, so many nanoseconds after the room's seats were parked. */
  public synchronized void roomResumed(RoomId room, long afterNs) {
    slowestNs = Math.max(slowestNs, afterNs);
    Hop hop = underWay.remove(room);
    if (hop != null && resumed.size() < HappeningLimits.RESUMES_KEPT) {
      resumed.add(new Resumed(room, hop, afterNs));
    }
  }

  /** A node was lost. */
  public synchronized void nodeLost(NodeRef node, String why) {
    if (lost.size() < HappeningLimits.LOSSES_KEPT) {
      lost.put(node.incarnation(), why);
    }
  }

  /** Rooms that got another node since theirs was lost, so far. */
  public synchronized long failovers() {
    return failovers;
  }

  /** Rooms that got another node while theirs lived, so far. */
  public synchronized long moves() {
    return moves;
  }

  /** What happened since this was last asked. */
  public synchronized Heard take() {
    Heard heard = new Heard(hops, resumed, lost, slowestNs);
    hops = new LinkedHashMap<>();
    resumed = new ArrayList<>();
    lost = new HashMap<>();
    slowestNs = 0;
    return heard;
  }
}

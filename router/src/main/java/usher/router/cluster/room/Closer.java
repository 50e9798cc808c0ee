package usher.router.cluster.room;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.HeldRoom;
import usher.common.control.RouterMessage;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.OrderAnswer;
import usher.router.cluster.OrderAnswer.Word;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Turn;
import usher.router.pin.Pin;

/**
 * Closes rooms because an operator says so. A room that the journal keeps sleeps there, and whoever
 * asks for it next wakes it. One that no journal keeps is gone with all it was; it is placed again
 * only when its node has let it go for certain: what is said after the order on control, a lease
 * renewed among it, is heard after the order, so that after one lease and a margin the node has
 * either dropped the room or may not serve.
 */
public final class Closer {
  /** The most rooms at once that wait for their node to have let them go. */
  static final int MAX_CLOSING = 10_000;

  private static final Logger log = LoggerFactory.getLogger(Closer.class);

  private final ClusterConfig config;
  private final NodeTable nodes;
  private final Placements placements;
  private final Locator locator;
  private final @Nullable RoomClaims claims;
  private final Predicate<RoomId> moving;
  private final Tally tally;
  private final Map<RoomId, Long> closingUntilNs = new LinkedHashMap<>();

  /**
   * @param claims null where there is no journal
   * @param moving whether a room is on its way from node to node
   */
  public Closer(
      ClusterConfig config,
      NodeTable nodes,
      Placements placements,
      Locator locator,
      @Nullable RoomClaims claims,
      Predicate<RoomId> moving,
      Tally tally) {
    this.config = config;
    this.nodes = nodes;
    this.placements = placements;
    this.locator = locator;
    this.claims = claims;
    this.moving = moving;
    this.tally = tally;
  }

  /** Whether the room's last node may still have it, so that nobody is shown in. */
  public boolean isClosing(RoomId room) {
    return closingUntilNs.containsKey(room);
  }

  /** An operator wants a room closed. */
  public OrderAnswer asked(Turn turn, ClusterEvent.CloseAsked asked) {
    RoomId room = asked.room();
    if (moving.test(room)) {
      return new OrderAnswer(
          Word.MOVING, "this room is on its way to a node: ask again when it has arrived");
    }
    Pin pin = placements.pin(room);
    NodeRow node = pin == null ? null : nodes.get(pin.node().incarnation());
    if (pin == null || node == null) {
      return new OrderAnswer(Word.UNKNOWN_ROOM, "this room is pinned to no node");
    }
    RoomClaims journal = node.journals() ? claims : null;
    if (journal == null && closingUntilNs.size() >= MAX_CLOSING) {
      return new OrderAnswer(
          Word.TOO_MANY_CLOSING,
          MAX_CLOSING + " rooms wait for their node to have let them go: try again soon");
    }
    int connections = pin.entered();
    placements.drop(node, pin);
    turn.add(new ClusterEffect.RoomClosed(pin, asked.message()));
    if (journal != null) {
      journal.distrust(room, node, pin.epoch());
      node.say(turn, new RouterMessage.Release(room, pin.epoch()));
    } else {
      closingUntilNs.put(room, turn.nowNs() + config.leaseNs() + config.marginMs() * 1_000_000);
      node.tellToForget(turn, new HeldRoom(room, pin.epoch()));
    }
    tally.add(Counter.ROOMS_CLOSED);
    log.info("room {} is closed, with {} connections", pin, connections);
    return new OrderAnswer(
        Word.DONE,
        "room " + room + " was closed on " + node + ", with " + connections(connections));
  }

  private static String connections(int count) {
    return count == 1 ? "1 connection" : count + " connections";
  }

  /** Time passed: rooms that their node has let go may be placed again. */
  public void tick(Turn turn) {
    Iterator<Map.Entry<RoomId, Long>> entries = closingUntilNs.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<RoomId, Long> next = entries.next();
      if (next.getValue() - turn.nowNs() > 0) {
        return;
      }
      entries.remove();
      locator.retry(turn, next.getKey());
    }
  }
}

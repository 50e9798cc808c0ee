package usher.router.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import usher.common.link.FeedOpen;
import usher.common.player.CloseReason;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterInbox;
import usher.router.cluster.FeedNodes;
import usher.router.pin.NodeRef;
import usher.router.seat.SeatPlayer;

/**
 * The seats that players of one event loop have at feeds, and the nodes they are at. On the loop.
 */
public final class LoopFeeds {
  /**
   * What the feeds of a loop need of the world.
   *
   * @param loop runs on the loop what is handed to it, in order
   * @param nowNs the present, by the clock of the cluster
   */
  public record World(ClusterInbox inbox, Executor loop, LongSupplier nowNs, FeedMetrics metrics) {}

  private final World world;
  private final long parkingNs;
  private final FeedSearch search = new FeedSearch(this);
  private final FeedMoves moves = new FeedMoves(this);

  /** Bounded by the players of the loop. */
  private final List<FeedSeat> all = new ArrayList<>();

  /** Bounded by the nodes. */
  private final Map<NodeRef, FeedLink> links = new HashMap<>();

  private Consumer<NodeRef> linker = node -> {};
  private int waiting;

  /**
   * Feeds of a loop.
   *
   * @param parkingNs how long a seat waits for a node at most, in nanoseconds
   */
  public LoopFeeds(World world, long parkingNs) {
    this.world = world;
    this.parkingNs = parkingNs;
  }

  /** Who makes links, which come in by {@link #link}; once only, before there are seats. */
  public void reach(Consumer<NodeRef> maker) {
    linker = maker;
  }

  /**
   * The loop has a link to this node, which rooms use as well.
   *
   * @param opens gives numbers that no open of the link has had
   */
  public FeedLink link(NodeRef node, FeedPort port, IntSupplier opens) {
    FeedLink link = new FeedLink(this, node, port, opens);
    links.put(node, link);
    return link;
  }

  /**
   * Seats a player: the words of a node go to the player, and the node is found.
   *
   * @param ask what the player wants to be called, and what it may listen to; its topics come later
   */
  public FeedSeat seat(FeedOpen ask, SeatPlayer player) {
    FeedSeat seat = new FeedSeat(this, player, ask, nowNs());
    seat.index = all.size();
    all.add(seat);
    metrics().seated();
    waits(1);
    search.add(seat);
    return seat;
  }

  /** Time passed. At least every {@link usher.router.seat.SeatLimits#TICK}. */
  public void tick() {
    long now = nowNs();
    search.tick(now);
    moves.tick(now);
    if (waiting == 0) {
      return;
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      FeedSeat seat = all.get(i);
      if (seat.waitingNs(now) > parkingNs) {
        leaveLink(seat, false);
        end(seat, search.reason(), FeedSeatLimits.RETRY_AFTER_SECONDS);
      }
    }
  }

  /** A node wants to be empty, or not any more. */
  public void draining(NodeRef node, boolean draining) {
    moves.draining(node, draining);
  }

  /** The router stops: all seats end. */
  public void stop(CloseReason reason) {
    for (int i = all.size() - 1; i >= 0; i--) {
      FeedSeat seat = all.get(i);
      leaveLink(seat, false);
      end(seat, reason, FeedSeatLimits.RETRY_AFTER_SECONDS);
    }
  }

  /** How many seats there are. */
  public int size() {
    return all.size();
  }

  /** A player goes, or is sent away. */
  void leave(FeedSeat seat, boolean onPurpose, CloseReason reason) {
    leaveLink(seat, onPurpose);
    seat.over();
    remove(seat, reason);
  }

  /** A node, or the router, ends a seat. */
  void end(FeedSeat seat, CloseReason reason, int retryAfterSeconds) {
    seat.close(reason, retryAfterSeconds);
    remove(seat, reason);
  }

  private static void leaveLink(FeedSeat seat, boolean onPurpose) {
    FeedLink link = seat.link();
    if (link != null) {
      link.close(seat, onPurpose);
    }
  }

  private void remove(FeedSeat seat, CloseReason reason) {
    FeedSeat last = all.remove(all.size() - 1);
    if (last != seat) {
      all.set(seat.index, last);
      last.index = seat.index;
    }
    metrics().left(reason);
  }

  /** A node is to be found for a parked seat. */
  void seek(FeedSeat seat) {
    search.add(seat);
  }

  /** The same, at the next tick. */
  void seekLater(FeedSeat seat) {
    search.addLater(seat);
  }

  /** This seat goes to that node. */
  void put(FeedSeat seat, NodeRef node) {
    if (!links.containsKey(node)) {
      linker.accept(node);
    }
    FeedLink link = links.get(node);
    if (link == null) {
      seekLater(seat);
    } else {
      link.take(seat);
    }
  }

  @Nullable FeedLink linkAt(NodeRef node) {
    return links.get(node);
  }

  void forget(FeedLink link) {
    links.remove(link.node(), link);
    moves.draining(link.node(), false);
  }

  /**
   * Asks the cluster for nodes.
   *
   * @return whether an answer will come
   */
  boolean ask(int seats, FeedNodes.Listener listener) {
    long now = nowNs();
    List<NodeRef> avoid = new ArrayList<>();
    for (FeedLink link : links.values()) {
      if (link.isAvoided(now)) {
        avoid.add(link.node());
      }
    }
    return world
        .inbox()
        .post(
            new ClusterEvent.FeedsAsked(
                seats, avoid, answer -> loop().execute(() -> listener.onFeedNodes(answer))));
  }

  /** So many seats more, or fewer, are at no node. */
  void waits(int more) {
    waiting += more;
    metrics().parked(more);
  }

  Executor loop() {
    return world.loop();
  }

  long nowNs() {
    return world.nowNs().getAsLong();
  }

  FeedMetrics metrics() {
    return world.metrics();
  }
}

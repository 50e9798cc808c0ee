package usher.router.feed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import usher.router.cluster.FeedNodes;
import usher.router.pin.NodeRef;

/**
 * Moves seats off nodes that want to be empty, some at a time. A seat that no other node takes
 * stays where it is. On the loop.
 */
final class FeedMoves {
  private final LoopFeeds feeds;

  /** Bounded by the nodes. */
  private final Set<NodeRef> leaving = new HashSet<>();

  private boolean asking;
  private long askAtNs;
  private boolean paced;

  FeedMoves(LoopFeeds feeds) {
    this.feeds = feeds;
  }

  void draining(NodeRef node, boolean draining) {
    if (draining) {
      leaving.add(node);
    } else {
      leaving.remove(node);
    }
  }

  void tick(long nowNs) {
    if (asking || leaving.isEmpty() || (paced && nowNs - askAtNs < 0)) {
      return;
    }
    for (NodeRef node : leaving) {
      FeedLink link = feeds.linkAt(node);
      if (link != null && link.size() > 0) {
        int seats = Math.min(link.size(), FeedSeatLimits.SEATS_MOVED_AT_ONCE);
        asking = feeds.ask(seats, answer -> onNodes(node, answer));
        return;
      }
    }
  }

  private void onNodes(NodeRef from, FeedNodes answer) {
    asking = false;
    paced = answer.reason() != null;
    askAtNs = feeds.nowNs() + FeedSeatLimits.MOVE_AGAIN.toNanos();
    FeedLink link = feeds.linkAt(from);
    if (link != null && leaving.contains(from)) {
      List<NodeRef> to = new ArrayList<>(answer.nodes());
      to.removeIf(leaving::contains);
      move(link, to);
    }
  }

  private void move(FeedLink from, List<NodeRef> to) {
    List<FeedSeat> seats = from.some(to.size());
    for (int i = 0; i < seats.size(); i++) {
      FeedSeat seat = seats.get(i);
      from.close(seat, false);
      seat.park(feeds.nowNs());
      feeds.put(seat, to.get(i));
    }
  }
}

package usher.router.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.router.cluster.FeedNodes;
import usher.router.pin.NodeRef;

/**
 * The seats that seek a node: the cluster is asked for all of them at once, one question at a time.
 * On the loop.
 */
final class FeedSearch {
  private static final long MS_PER_S = 1_000;

  private final LoopFeeds feeds;
  private final Runnable due = this::onDue;

  /** Bounded by the seats; each is in once, and those who went drop out at the next question. */
  private final ArrayDeque<FeedSeat> seekers = new ArrayDeque<>();

  /** Seats that seek from the next tick on. */
  private final List<FeedSeat> later = new ArrayList<>();

  private boolean scheduled;
  private boolean asking;
  private boolean waiting;
  private long askAtNs;
  private CloseReason reason = CloseReason.NO_NODE;

  FeedSearch(LoopFeeds feeds) {
    this.feeds = feeds;
  }

  /** Why seats wait: what the cluster said last. */
  CloseReason reason() {
    return reason;
  }

  /** A node is to be found for this seat; asked for when the loop's turn ends. */
  void add(FeedSeat seat) {
    seekers.add(seat);
    schedule();
  }

  /** The same, at the next tick. */
  void addLater(FeedSeat seat) {
    later.add(seat);
  }

  void tick(long nowNs) {
    for (FeedSeat seat : later) {
      if (seat.isSeeking()) {
        seekers.add(seat);
      }
    }
    later.clear();
    if (waiting && nowNs - askAtNs >= 0) {
      waiting = false;
    }
    if (!seekers.isEmpty()) {
      schedule();
    }
  }

  private void schedule() {
    if (!scheduled && !asking && !waiting) {
      scheduled = true;
      feeds.loop().execute(due);
    }
  }

  private void onDue() {
    scheduled = false;
    seekers.removeIf(seat -> !seat.isSeeking());
    if (asking || seekers.isEmpty()) {
      return;
    }
    int seats = Math.min(seekers.size(), FeedSeatLimits.SEATS_ASKED_AT_ONCE);
    asking = true;
    if (!feeds.ask(seats, this::onNodes)) {
      asking = false;
      askLater();
    }
  }

  private void askLater() {
    waiting = true;
    askAtNs = feeds.nowNs() + FeedSeatLimits.ASK_AGAIN.toNanos();
  }

  private void onNodes(FeedNodes answer) {
    asking = false;
    for (NodeRef node : answer.nodes()) {
      FeedSeat seat = next();
      if (seat == null) {
        break;
      }
      feeds.put(seat, node);
    }
    CloseReason none = answer.reason();
    if (none == null) {
      schedule();
      return;
    }
    reason = none;
    askLater();
    if (!answer.coming()) {
      refuseUnheard(answer.retryAfterMs());
    }
  }

  private @Nullable FeedSeat next() {
    FeedSeat seat = seekers.poll();
    while (seat != null && !seat.isSeeking()) {
      seat = seekers.poll();
    }
    return seat;
  }

  /** Who has heard nothing yet is not kept waiting. */
  private void refuseUnheard(long retryAfterMs) {
    int seconds = (int) Math.max(1, (retryAfterMs + MS_PER_S - 1) / MS_PER_S);
    List<FeedSeat> unheard = new ArrayList<>();
    for (FeedSeat seat : seekers) {
      if (seat.isSeeking() && !seat.hasSpoken()) {
        unheard.add(seat);
      }
    }
    for (FeedSeat seat : unheard) {
      feeds.end(seat, reason, seconds);
    }
    seekers.removeIf(seat -> !seat.isSeeking());
  }
}

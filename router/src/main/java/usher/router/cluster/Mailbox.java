package usher.router.cluster;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the thread {@code cluster}, in order of arrival. Three shares, so that a flood of
 * one kind drowns no other: what players and operators ask (refused when full), what nodes say
 * (refused when full: close that control connection), and what must not be lost, which is bounded
 * by the connections that cause it.
 */
final class Mailbox implements ClusterInbox {
  /** The most requests of players and operators. */
  static final int MAX_ASKED = 65_536;

  /** The most messages of nodes. */
  static final int MAX_SAID = 65_536;

  private final LinkedBlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger said = new AtomicInteger();

  @Override
  public boolean post(ClusterEvent event) {
    AtomicInteger share = shareOf(event);
    if (share != null && share.incrementAndGet() > maxOf(event)) {
      share.decrementAndGet();
      return false;
    }
    return events.add(event);
  }

  /** The oldest event; null if none comes in time. */
  @Nullable ClusterEvent take(long waitNs) throws InterruptedException {
    ClusterEvent event = events.poll();
    if (event == null && waitNs > 0) {
      event = events.poll(waitNs, TimeUnit.NANOSECONDS);
    }
    AtomicInteger share = event == null ? null : shareOf(event);
    if (share != null) {
      share.decrementAndGet();
    }
    return event;
  }

  int size() {
    return events.size();
  }

  private @Nullable AtomicInteger shareOf(ClusterEvent event) {
    if (event instanceof ClusterEvent.NodeSaid) {
      return said;
    }
    return mustNotBeLost(event) ? null : asked;
  }

  private static int maxOf(ClusterEvent event) {
    return event instanceof ClusterEvent.NodeSaid ? MAX_SAID : MAX_ASKED;
  }

  private static boolean mustNotBeLost(ClusterEvent event) {
    return event instanceof ClusterEvent.ControlClosed
        || event instanceof ClusterEvent.Probed
        || event instanceof ClusterEvent.LookedUp
        || event instanceof ClusterEvent.Claimed
        || event instanceof ClusterEvent.RoomEmptied;
  }
}

package usher.router.control.peer;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeMessage;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterInbox;

/**
 * The control connections by their numbers, and their way to the cluster. Any thread. Bounded by
 * those who add: the port by its connections, the reports by their nodes.
 */
public final class ControlPeers {
  private static final long RETRY_MS = 10;

  private final ClusterInbox inbox;
  private final AtomicLong lastNumber = new AtomicLong();
  private final ConcurrentHashMap<Long, ControlPeer> peers = new ConcurrentHashMap<>();

  public ControlPeers(ClusterInbox inbox) {
    this.inbox = inbox;
  }

  /** A number that no connection had before. */
  public long add(ControlPeer peer) {
    long number = lastNumber.incrementAndGet();
    peers.put(number, peer);
    return number;
  }

  /** The connection of this number; null once it is gone. */
  public @Nullable ControlPeer get(long number) {
    return peers.get(number);
  }

  /** How many there are. */
  public int size() {
    return peers.size();
  }

  /**
   * Tells the cluster what a node said.
   *
   * @return false if the cluster has no time for it
   */
  public boolean said(long number, NodeMessage message) {
    return inbox.post(new ClusterEvent.NodeSaid(number, message));
  }

  /**
   * Forgets a connection and tells the cluster, if need be again and again: a closed connection
   * that the cluster never hears of would be a node that never dies.
   *
   * @param executor where to try again
   */
  public void remove(long number, EventExecutor executor) {
    if (peers.remove(number) != null) {
      tellClosed(number, executor);
    }
  }

  private void tellClosed(long number, EventExecutor executor) {
    if (!inbox.post(new ClusterEvent.ControlClosed(number)) && !executor.isShuttingDown()) {
      var unused =
          executor.schedule(() -> tellClosed(number, executor), RETRY_MS, TimeUnit.MILLISECONDS);
    }
  }
}

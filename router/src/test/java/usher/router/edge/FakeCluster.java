package usher.router.edge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.common.player.CloseReason;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterInbox;
import usher.router.cluster.FeedNodes;
import usher.router.cluster.Located;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.PinTable;

/** A cluster that places every room on the first node there is, and remembers what it was told. */
final class FakeCluster implements ClusterInbox {
  final PinTable pins = new PinTable();
  final Queue<ClusterEvent> told = new ConcurrentLinkedQueue<>();
  private final List<NodeRef> nodes = new ArrayList<>();
  private final AtomicLong epochs = new AtomicLong();
  private Located.Nowhere answer = new Located.Nowhere(CloseReason.NO_NODE, 1_500);

  /** A node at this port of the loopback. */
  static NodeRef node(String id, int port) {
    return new NodeRef(
        new Incarnation(new NodeId(id), "boot-1"),
        new HostPort("127.0.0.1", port),
        Upstream.TUNNEL);
  }

  /** A node at this port of the loopback that has links. */
  static NodeRef linkNode(String id, int port) {
    return new NodeRef(
        new Incarnation(new NodeId(id), "boot-1"), new HostPort("127.0.0.1", port), Upstream.LINK);
  }

  synchronized FakeCluster with(NodeRef... added) {
    nodes.addAll(List.of(added));
    return this;
  }

  /** What is answered when there is no node. */
  synchronized void nowhere(Located.Nowhere nowhere) {
    answer = nowhere;
  }

  /** Takes a node away, and retires its pins. */
  synchronized void lose(NodeRef node, List<Pin> its) {
    nodes.remove(node);
    its.forEach(Pin::retire);
  }

  @Override
  public synchronized boolean post(ClusterEvent event) {
    told.add(event);
    if (event instanceof ClusterEvent.Locate locate) {
      locate.listener().onLocated(locate(locate));
    } else if (event instanceof ClusterEvent.FeedsAsked asked) {
      asked.listener().onFeedNodes(feeds(asked));
    } else if (event instanceof ClusterEvent.ConnectFailed failed) {
      nodes.remove(failed.node());
    } else if (event instanceof ClusterEvent.StaleHeard stale) {
      stale.pin().retire();
    } else if (event instanceof ClusterEvent.EpochHeard heard) {
      heard.pin().raiseEpoch(heard.epoch());
    }
    return true;
  }

  private FeedNodes feeds(ClusterEvent.FeedsAsked asked) {
    List<NodeRef> others = new ArrayList<>(nodes);
    others.removeAll(asked.avoid());
    List<NodeRef> from = others.isEmpty() ? nodes : others;
    return from.isEmpty()
        ? new FeedNodes(List.of(), answer.reason(), false, answer.retryAfterMs())
        : new FeedNodes(Collections.nCopies(asked.seats(), from.get(0)), null, false, 0);
  }

  private Located locate(ClusterEvent.Locate locate) {
    Pin known = pins.get(locate.room());
    if (known != null && !known.isRetired() && nodes.contains(known.node())) {
      return new Located.At(known);
    }
    if (nodes.isEmpty()) {
      return answer;
    }
    if (known != null) {
      known.retire();
    }
    Pin pin = new Pin(locate.room(), nodes.get(0), epochs.incrementAndGet());
    pins.put(pin);
    return new Located.At(pin);
  }

  boolean wasTold(Class<? extends ClusterEvent> kind) {
    return told.stream().anyMatch(kind::isInstance);
  }
}

package usher.router.warm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterInbox;
import usher.router.cluster.Located;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.PinTable;

/** A cluster of two nodes, of which one lives: it has all rooms. Any thread. */
final class WarmCluster implements ClusterInbox {
  private final PinTable pins = new PinTable();
  private final AtomicLong epochs = new AtomicLong();
  private final List<NodeRef> nodes;
  private final List<Pin> placed = new ArrayList<>();
  private int alive;

  WarmCluster(NodeRef first, NodeRef second) {
    nodes = List.of(first, second);
  }

  PinTable pins() {
    return pins;
  }

  /** The other node lives from now on, and this one does not: no room is pinned to it any more. */
  synchronized void swap() {
    alive = 1 - alive;
    placed.forEach(Pin::retire);
    placed.clear();
  }

  @Override
  public boolean post(ClusterEvent event) {
    if (event instanceof ClusterEvent.Locate locate) {
      locate.listener().onLocated(new Located.At(pin(locate)));
    }
    return true;
  }

  private synchronized Pin pin(ClusterEvent.Locate locate) {
    Pin known = pins.get(locate.room());
    if (known != null && !known.isRetired()) {
      return known;
    }
    Pin pin = new Pin(locate.room(), nodes.get(alive), epochs.incrementAndGet());
    pins.put(pin);
    placed.add(pin);
    return pin;
  }
}

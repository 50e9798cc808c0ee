package usher.router.cluster.sim;

import java.util.List;
import java.util.Map;
import usher.common.control.Capacity;
import usher.common.control.Health;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.router.cluster.ClusterEvent;

/**
 * The plain HTTP side of control for one node that knows nothing but heartbeats: each is its own
 * request, lost, late or repeated. The router's port registers the node for it.
 */
final class SimReporter {
  private final World world;
  private final SimRouter router;
  private final SimNode node;
  private int routerLife = -1;
  private int nodeLife = -1;
  private long connection;
  private boolean registered;
  private long number;
  private long placement;

  SimReporter(World world, SimRouter router, SimNode node) {
    this.world = world;
    this.router = router;
    this.node = node;
    each();
  }

  private void each() {
    world.after(
        100,
        () -> {
          if (node.up && !node.paused) {
            report();
          }
          each();
        });
  }

  private void report() {
    long mine = ++number;
    int life = node.life;
    if (world.chance(0.1)) {
      return;
    }
    int copies = world.chance(0.1) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      double late = world.chance(0.1) ? world.between(50, 400) : world.between(1, 10);
      world.after(late, () -> arrive(life, mine));
    }
  }

  private void arrive(int life, long mine) {
    if (router.isBusy() || life < nodeLife) {
      return;
    }
    if (router.life != routerLife || life != nodeLife) {
      routerLife = router.life;
      nodeLife = life;
      connection = router.nextNumber();
      registered = false;
      placement = 0;
      router.reports.put(connection, this::answered);
    }
    if (!registered) {
      registered = true;
      router.post(
          new ClusterEvent.NodeSaid(
              connection,
              new NodeMessage.Register(
                  new Incarnation(new NodeId(node.id), "p" + node.port + "b" + life),
                  "http",
                  new HostPort("127.0.0.1", node.port),
                  Upstream.TUNNEL,
                  new Capacity(SimNode.CAPACITY, 100),
                  Map.of(),
                  false,
                  false,
                  List.of())));
    }
    router.post(
        new ClusterEvent.NodeSaid(
            connection,
            new NodeMessage.Heartbeat(
                mine, Health.READY, null, 0, node.legs.size(), 0.1, 1, null, placement)));
  }

  private void answered(RouterMessage message) {
    if (message instanceof RouterMessage.RegisterAgain
        || (message instanceof RouterMessage.Refused refused
            && refused.refusal() == usher.common.control.ControlRefusal.ID_TAKEN)) {
      registered = false;
    } else if (message instanceof RouterMessage.Acknowledge acknowledge && world.chance(0.9)) {
      placement = Math.max(placement, acknowledge.placement());
    }
  }
}

package usher.router.cluster.sim;

import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.router.cluster.ClusterEvent;

/** A control connection: in order, late at times, and broken with what was under way. */
final class Line {
  final long number;
  private final World world;
  private final SimRouter router;
  private final SimNode node;
  private final int routerLife;
  private final int nodeLife;
  private boolean broken;
  private long toRouterNs;
  private long toNodeNs;
  private long stalledUntilNs;
  private long echoUntilNs;

  Line(World world, SimRouter router, SimNode node, long number) {
    this.world = world;
    this.router = router;
    this.node = node;
    this.number = number;
    this.routerLife = router.life;
    this.nodeLife = node.life;
  }

  void toRouter(NodeMessage message) {
    toRouterNs = arrival(toRouterNs);
    world.at(
        toRouterNs,
        () -> {
          if (!broken && router.life == routerLife) {
            router.post(new ClusterEvent.NodeSaid(number, message));
          }
        });
  }

  /** Placements come again for a while, each some time after the first. */
  void echo(double ms) {
    echoUntilNs = world.nowNs() + (long) (ms * World.MS);
  }

  void toNode(RouterMessage message) {
    if (message instanceof RouterMessage.Place && world.nowNs() < echoUntilNs) {
      world.after(
          world.between(60, 900),
          () -> {
            if (!broken) {
              node.run(nodeLife, () -> node.hear(this, message));
            }
          });
    }
    toNodeNs = arrival(toNodeNs);
    world.at(
        toNodeNs,
        () -> {
          if (!broken) {
            node.run(nodeLife, () -> node.hear(this, message));
          }
        });
  }

  private long arrival(long afterNs) {
    double latency = world.chance(0.05) ? world.between(5, 60) : world.between(0.2, 5);
    long atNs = Math.max(world.nowNs(), stalledUntilNs) + (long) (latency * World.MS);
    return Math.max(atNs, afterNs);
  }

  /** Nothing new gets through for a while. */
  void stall(double ms) {
    stalledUntilNs = Math.max(stalledUntilNs, world.nowNs() + (long) (ms * World.MS));
  }

  /** Both ends find out, each in its own time. */
  void breaks(double routerLate, double nodeLate) {
    if (broken) {
      return;
    }
    broken = true;
    world.after(
        routerLate,
        () -> {
          if (router.life == routerLife) {
            router.hungUp(number);
          }
        });
    world.after(nodeLate, () -> node.run(nodeLife, () -> node.hungUp(this)));
  }
}

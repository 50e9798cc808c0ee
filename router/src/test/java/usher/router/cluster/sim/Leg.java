package usher.router.cluster.sim;

import usher.router.cluster.ClusterEvent;
import usher.router.pin.Pin;

/** A player's connection through the router to a node. */
final class Leg {
  final Pin pin;
  final SimNode node;
  final int nodeLife;
  private final World world;
  private final SimRouter router;
  private final Judge judge;
  private final int routerLife;
  private boolean open = true;

  Leg(World world, SimRouter router, Judge judge, SimNode node, Pin pin) {
    this.world = world;
    this.router = router;
    this.judge = judge;
    this.node = node;
    this.pin = pin;
    this.nodeLife = node.life;
    this.routerLife = router.life;
    router.opened(this);
    node.legs.add(this);
  }

  /** The player says some things, and goes. */
  void play(int commands) {
    if (!open) {
      return;
    }
    if (commands == 0) {
      close();
      return;
    }
    if (!node.isDataCut()) {
      world.after(world.between(0.2, 3), () -> node.run(nodeLife, () -> node.command(this)));
    }
    world.after(world.between(5, 60), () -> play(commands - 1));
  }

  /** The node answered. */
  void reply(long epoch) {
    world.after(
        world.between(0.2, 3),
        () -> {
          // What is said under a pin that is no more, the router drops: players hear one owner.
          boolean dropped = pin.isRetired() && router.cluster.pins().get(pin.room()) != pin;
          if (open && !dropped && router.life == routerLife && !node.isDataCut()) {
            judge.heard(pin.room().value(), epoch);
          }
        });
  }

  /** The router's end closes. */
  void close() {
    if (open && router.life == routerLife) {
      open = false;
      node.legs.remove(this);
      router.closed(this);
      if (pin.leave()) {
        router.post(new ClusterEvent.RoomEmptied(pin));
      }
    }
  }

  void routerDied() {
    open = false;
    node.legs.remove(this);
  }
}

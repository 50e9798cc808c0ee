package usher.router.upstream;

import io.netty.channel.Channel;
import usher.router.cluster.ClusterEvent;
import usher.router.pin.Pin;

/**
 * A connection to a node, entered in its pin and in the register of its loop until it closes. On
 * its event loop.
 */
public final class NodeLeg {
  private final LoopLegs legs;
  private final Pin pin;
  private final NodeLegs.Registration registration;
  private final Channel channel;

  NodeLeg(LoopLegs legs, Pin pin, NodeLegs.Registration registration, Channel channel) {
    this.legs = legs;
    this.pin = pin;
    this.registration = registration;
    this.channel = channel;
    registration.connected();
    channel.closeFuture().addListener(closed -> release());
  }

  public Channel channel() {
    return channel;
  }

  public Pin pin() {
    return pin;
  }

  /** Who uses the connection from now on, and is told when it must end. */
  public void owner(LegOwner owner) {
    registration.owner(owner);
  }

  /** The node ended its stream: it can answer nothing more here, so this proves no life. */
  public void inputEnded() {
    registration.closed();
  }

  private void release() {
    legs.unregister(registration);
    leave(legs, pin);
  }

  static void leave(LoopLegs legs, Pin pin) {
    if (pin.leave()) {
      boolean taken = legs.inbox().post(new ClusterEvent.RoomEmptied(pin));
      assert taken : "the mailbox has a share for rooms that emptied";
    }
  }
}

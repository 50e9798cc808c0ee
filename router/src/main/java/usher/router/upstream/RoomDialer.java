package usher.router.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.Located;
import usher.router.cluster.ProbeOutcome;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;

/**
 * Gets one request a connection to its room's node: by the pin if there is one, else by asking the
 * cluster; and again, elsewhere, when the node could not be reached or was lost before it answered.
 * On the event loop of the player's connection.
 */
public final class RoomDialer {
  private final LoopLegs legs;
  private final RoomId room;
  private final long deadlineNs;
  private final Listener listener;

  private @Nullable Pin pin;
  private NodeLegs.@Nullable Registration registration;
  private @Nullable Channel channel;
  private @Nullable NodeLeg leg;
  private int tries;
  private boolean done;

  /**
   * A dialer that has not begun.
   *
   * @param deadlineNs until when a connection is of use, as {@link System#nanoTime} counts
   */
  public RoomDialer(LoopLegs legs, RoomId room, long deadlineNs, Listener listener) {
    this.legs = legs;
    this.room = room;
    this.deadlineNs = deadlineNs;
    this.listener = listener;
  }

  /** Who wants the connection; called on the loop, and never after {@link #stop}. */
  public interface Listener {
    /** The handler for a new connection to a node, before it is connected. */
    ChannelHandler newNodeHandler();

    /** There is a connection. */
    void onConnected(NodeLeg leg);

    /** The node of the connection was lost, the router stops, or the room was closed. */
    void onEnd(CloseReason reason);

    /** There will be no connection. */
    void onNowhere(CloseReason reason, String detail, long retryAfterMs);
  }

  /** Begins, by the room's pin if it has one. */
  public void start() {
    Pin known = legs.pins().get(room);
    if (known != null && known.tryEnter()) {
      connect(known);
    } else {
      locate(null);
    }
  }

  /**
   * The connection ended before the node answered: tries again, elsewhere if the cluster says so.
   */
  public void failed(ProbeOutcome outcome) {
    Pin failed = pin;
    release();
    if (done || failed == null) {
      return;
    }
    legs.metrics().connectFailed(outcome);
    legs.inbox().post(new ClusterEvent.ConnectFailed(failed.node(), outcome));
    locate(failed);
  }

  /** The node was lost before it answered: tries again, elsewhere. */
  public void again() {
    Pin failed = pin;
    release();
    if (!done) {
      locate(failed);
    }
  }

  /** Gives up what is under way. A connection handed over already is not touched. */
  public void stop() {
    if (!done) {
      done = true;
      if (leg == null) {
        release();
      }
    }
  }

  private void locate(@Nullable Pin failed) {
    if (++tries > UpstreamLimits.MAX_TRIES) {
      nowhere(
          CloseReason.ROOM_UNAVAILABLE,
          "no node could be reached in " + UpstreamLimits.MAX_TRIES + " tries",
          UpstreamLimits.RETRY_AFTER_MS);
      return;
    }
    legs.metrics().locateAsked();
    boolean posted =
        legs.inbox()
            .post(
                new ClusterEvent.Locate(
                    room,
                    failed,
                    deadlineNs,
                    located -> legs.loop().execute(() -> onLocated(located))));
    if (!posted) {
      nowhere(
          CloseReason.ROOM_UNAVAILABLE,
          "too many requests for rooms at once",
          UpstreamLimits.RETRY_AFTER_MS);
    }
  }

  private void onLocated(Located located) {
    if (done) {
      return;
    }
    if (located instanceof Located.At at) {
      if (at.pin().tryEnter()) {
        connect(at.pin());
      } else {
        locate(null);
      }
    } else if (located instanceof Located.Nowhere nowhere) {
      nowhere(nowhere.reason(), "the room can be served nowhere now", nowhere.retryAfterMs());
    }
  }

  /** Connects to the node of a pin that has been entered. */
  private void connect(Pin entered) {
    pin = entered;
    registration = legs.register(entered, this::onEnd);
    ChannelFuture future = legs.connect(entered.node(), listener.newNodeHandler());
    channel = future.channel();
    if (future.isDone()) {
      onConnect(future);
    } else {
      future.addListener(done -> onConnect(future));
    }
  }

  private void onConnect(ChannelFuture future) {
    if (future.channel() != channel) {
      return; // given up meanwhile
    }
    Pin entered = pin;
    NodeLegs.Registration registered = registration;
    if (!future.isSuccess() || entered == null || registered == null) {
      failed(outcome(future.cause()));
      return;
    }
    leg = new NodeLeg(legs, entered, registered, future.channel());
    listener.onConnected(leg);
  }

  private void onEnd(CloseReason reason) {
    if (leg == null && reason == CloseReason.NODE_LOST) {
      again();
    } else {
      listener.onEnd(reason);
    }
  }

  /** Closes and leaves what is not yet, or no longer, a leg of its own. */
  private void release() {
    Channel open = channel;
    Pin entered = pin;
    channel = null;
    pin = null;
    if (open != null) {
      open.close();
    }
    if (leg != null) {
      leg = null; // leaves its pin when it closes
    } else if (entered != null) {
      if (registration != null) {
        legs.unregister(registration);
      }
      NodeLeg.leave(legs, entered);
    }
    registration = null;
  }

  private void nowhere(CloseReason reason, String detail, long retryAfterMs) {
    done = true;
    listener.onNowhere(reason, detail, retryAfterMs);
  }

  /** What a failed connect says about the node. */
  static ProbeOutcome outcome(@Nullable Throwable cause) {
    return cause instanceof ConnectException && isRefused(cause)
        ? ProbeOutcome.REFUSED
        : ProbeOutcome.SILENT;
  }

  private static boolean isRefused(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("Connection refused");
  }

  /** The node of the connection at hand; null while there is none. */
  public @Nullable NodeRef node() {
    return pin == null ? null : pin.node();
  }
}

package usher.router.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.tls.TlsOutput;
import usher.router.access.AccessNote;
import usher.router.upstream.LegOwner;
import usher.router.upstream.NodeLeg;

/**
 * A player and a node, bound together byte for byte after a validated 101. Both connections are on
 * one event loop, which owns the tunnel.
 *
 * <p>What ends one side ends the other in the same way, after the bytes before it: a FIN goes on as
 * a FIN, a reset as a reset. Only the node's death is told in words: a Close with {@code 1012
 * node-lost}, where the bytes so far end at a frame's end and the node has sent no Close itself.
 */
public final class Tunnel implements LegOwner {
  private static final int CLOSE_FRAME = 0x88;

  private final Channel player;
  private final Channel node;
  private final NodeLeg leg;
  private final TunnelMetrics metrics;
  private final FrameScanner toPlayer = new FrameScanner();
  private boolean playerEnded;
  private boolean nodeEnded;
  private boolean over;

  /** Why it ends, from the first cause on; null while nothing ended. */
  private @Nullable CloseReason cause;

  private @Nullable Future<?> bound;

  private Tunnel(Channel player, NodeLeg leg, TunnelMetrics metrics) {
    this.player = player;
    this.node = leg.channel();
    this.leg = leg;
    this.metrics = metrics;
  }

  /**
   * Binds the two. Neither pipeline may hold a handler any more, save one that is about to hand on
   * what it holds and go.
   */
  public static void open(Channel player, NodeLeg leg, TunnelMetrics metrics) {
    Tunnel tunnel = new Tunnel(player, leg, metrics);
    leg.owner(tunnel);
    allowHalfClosure(player);
    allowHalfClosure(tunnel.node);
    player.pipeline().addLast(new PlayerLegHandler(tunnel));
    tunnel.node.pipeline().addLast(new NodeLegHandler(tunnel));
    metrics.tunnelOpened();
    tunnel.node.config().setAutoRead(player.isWritable());
  }

  private static void allowHalfClosure(Channel channel) {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
  }

  Channel player() {
    return player;
  }

  Channel node() {
    return node;
  }

  FrameScanner toPlayer() {
    return toPlayer;
  }

  boolean isOver() {
    return over;
  }

  /** The player sent a FIN. */
  void onPlayerEnded() {
    if (over) {
      player.close();
    } else if (!playerEnded) {
      playerEnded = true;
      because(CloseReason.PLAYER_LEFT);
      if (nodeEnded) {
        bothEnded();
      } else {
        finAfterBytes(node);
        resetAfter(TunnelLimits.HALF_CLOSED);
      }
    }
  }

  /** The node sent a FIN. */
  void onNodeEnded() {
    if (over || nodeEnded) {
      return;
    }
    nodeEnded = true;
    // Behind a Close the stream ends in order, whoever began with it.
    because(toPlayer.closeSeen() ? CloseReason.PLAYER_LEFT : CloseReason.NODE_LOST);
    leg.inputEnded();
    if (!playerEnded && mayPutClose()) {
      player.write(closeFrame(CloseReason.NODE_LOST), player.voidPromise());
    }
    if (playerEnded) {
      bothEnded();
    } else {
      finAfterBytes(player);
      resetAfter(TunnelLimits.HALF_CLOSED);
    }
  }

  /** The player's connection broke, or closed without a word. */
  void onPlayerBroken() {
    if (!over) {
      because(CloseReason.PLAYER_LEFT);
      end();
      reset(player);
      reset(node);
    }
    stopBoundOnceClosed();
  }

  /** The node's connection broke, or closed without a word. */
  void onNodeBroken() {
    onEnd(CloseReason.NODE_LOST);
    stopBoundOnceClosed();
  }

  @Override
  public void onEnd(CloseReason reason) {
    if (over) {
      return;
    }
    because(reason);
    end();
    reset(node);
    if (nodeEnded || !mayPutClose()) {
      reset(player);
      return;
    }
    player.write(closeFrame(reason), player.voidPromise());
    if (playerEnded) {
      closeAfterBytes(player);
    } else {
      finAfterBytes(player);
      player.config().setAutoRead(true);
    }
    resetAfter(TunnelLimits.CLOSE_LINGER);
  }

  /** What comes first counts: the rest follows from it. */
  private void because(CloseReason reason) {
    if (cause == null) {
      cause = reason;
    }
  }

  private void end() {
    CloseReason why = cause;
    if (why == null) {
      throw new IllegalStateException("a tunnel that ends has a cause");
    }
    over = true;
    AccessNote.By by = why == CloseReason.NODE_LOST ? AccessNote.By.NODE : AccessNote.By.ROUTER;
    AccessNote.ends(player, why, by);
    AccessNote.at(player, leg.pin().node().incarnation().node().toString(), leg.pin().epoch());
    metrics.tunnelClosed(why);
  }

  private boolean mayPutClose() {
    return toPlayer.atBoundary() && !toPlayer.closeSeen();
  }

  private void bothEnded() {
    end();
    closeAfterBytes(player);
    closeAfterBytes(node);
  }

  private void resetAfter(Duration time) {
    stopBound();
    bound =
        player
            .eventLoop()
            .schedule(
                () -> {
                  if (!over) {
                    end();
                  }
                  reset(player);
                  reset(node);
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  /** A timer that outlives its tunnel keeps both connections in memory for its whole time. */
  private void stopBoundOnceClosed() {
    if (!player.isOpen() && !node.isOpen()) {
      stopBound();
    }
  }

  private void stopBound() {
    if (bound != null) {
      bound.cancel(false);
      bound = null;
    }
  }

  private static void finAfterBytes(Channel channel) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(written -> TlsOutput.end((SocketChannel) channel));
  }

  private static void closeAfterBytes(Channel channel) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> channel.close());
  }

  /** Closes with a RST, so that the peer can tell it from an orderly end; drops what waits. */
  private static void reset(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.close();
    }
  }

  private ByteBuf closeFrame(CloseReason reason) {
    byte[] word = reason.word().getBytes(StandardCharsets.US_ASCII);
    return player
        .alloc()
        .directBuffer(4 + word.length)
        .writeByte(CLOSE_FRAME)
        .writeByte(2 + word.length)
        .writeShort(reason.closeCode())
        .writeBytes(word);
  }
}

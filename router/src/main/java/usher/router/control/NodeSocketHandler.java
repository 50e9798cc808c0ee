package usher.router.control;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.wire.ControlCodec;
import usher.common.control.wire.ControlFormatException;
import usher.common.tls.TlsFailure;
import usher.router.control.peer.ControlMetrics;
import usher.router.control.peer.ControlPeer;
import usher.router.control.peer.ControlPeers;
import usher.router.control.peer.MessageRate;
import usher.router.control.peer.Refusals;

/** A node on a WebSocket: its messages to the cluster, the cluster's to it. */
final class NodeSocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSocketHandler.class);

  private final ControlPeers peers;
  private final Refusals refusals;
  private final ControlMetrics metrics;
  private final MessageRate rate = new MessageRate(System.nanoTime());
  private @Nullable Long number;
  private boolean closing;

  NodeSocketHandler(ControlPeers peers, Refusals refusals, ControlMetrics metrics) {
    this.peers = peers;
    this.refusals = refusals;
    this.metrics = metrics;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof HandshakeComplete) {
      number = peers.add(new Socket(ctx));
    } else if (event instanceof IdleStateEvent) {
      refuse(ctx, ControlRefusal.IDLE, "nothing came for a long time: send heartbeats");
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (number != null) {
      peers.remove(number, ctx.channel().eventLoop());
    }
    ctx.fireChannelInactive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (closing || number == null) {
      return;
    }
    if (frame instanceof TextWebSocketFrame text) {
      onText(ctx, number, text.text());
    } else if (frame instanceof BinaryWebSocketFrame) {
      refuse(ctx, ControlRefusal.BINARY_FRAME, "a message is a text frame with one JSON object");
    }
  }

  private void onText(ChannelHandlerContext ctx, long connection, String text) {
    metrics.received();
    pauseIfFlooded(ctx);
    NodeMessage message;
    try {
      message = ControlCodec.readNodeMessage(text);
    } catch (ControlFormatException e) {
      refuse(ctx, e.refusal(), e.sentence());
      return;
    }
    if (!peers.said(connection, message)) {
      refuse(ctx, ControlRefusal.BUSY, "the router has too much to do: connect again later");
    }
  }

  private void pauseIfFlooded(ChannelHandlerContext ctx) {
    long pauseNs = rate.takeNs(System.nanoTime());
    if (pauseNs > 0 && ctx.channel().config().isAutoRead()) {
      refusals.refused(
          ControlRefusal.TOO_FAST,
          ctx.channel().remoteAddress(),
          "over " + MessageRate.PER_SECOND + " messages a second: reading pauses");
      ctx.channel().config().setAutoRead(false);
      var unused =
          ctx.executor()
              .schedule(
                  () -> ctx.channel().config().setAutoRead(true), pauseNs, TimeUnit.NANOSECONDS);
    }
  }

  private void refuse(ChannelHandlerContext ctx, ControlRefusal refusal, String message) {
    if (closing) {
      return;
    }
    refusals.refused(refusal, ctx.channel().remoteAddress(), message);
    write(ctx, new RouterMessage.Refused(refusal, message));
    if (refusal.endsConnection()) {
      close(ctx, refusal);
    }
  }

  private void write(ChannelHandlerContext ctx, RouterMessage message) {
    if (!ctx.channel().isWritable()) {
      refusals.refused(
          ControlRefusal.TOO_SLOW,
          ctx.channel().remoteAddress(),
          "more than " + ControlPortConfig.MAX_UNREAD_BYTES + " bytes wait to be read");
      closing = true;
      var unused = ctx.close();
      return;
    }
    ByteBuf text = ByteBufUtil.writeUtf8(ctx.alloc(), ControlCodec.write(message));
    var unused = ctx.writeAndFlush(new TextWebSocketFrame(text));
  }

  private void close(ChannelHandlerContext ctx, @Nullable ControlRefusal refusal) {
    if (closing) {
      return;
    }
    closing = true;
    WebSocketCloseStatus status =
        refusal == null
            ? WebSocketCloseStatus.NORMAL_CLOSURE
            : WebSocketCloseStatus.POLICY_VIOLATION;
    String word = refusal == null ? "" : refusal.word();
    ctx.writeAndFlush(new CloseWebSocketFrame(status, word))
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof TooLongFrameException || isTooBig(cause)) {
      refuse(
          ctx,
          ControlRefusal.TOO_LARGE,
          "a message has at most " + ControlLimits.MAX_MESSAGE_BYTES + " bytes");
    } else if (cause instanceof CorruptedWebSocketFrameException) {
      refuse(ctx, ControlRefusal.BAD_FRAME, String.valueOf(cause.getMessage()));
    } else if (!(cause instanceof IOException) && TlsFailure.words(cause) == null) {
      LOG.warn("control: closing {}", ctx.channel().remoteAddress(), cause);
    }
    var unused = ctx.close();
  }

  private static boolean isTooBig(Throwable cause) {
    return cause instanceof CorruptedWebSocketFrameException corrupted
        && corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
  }

  /** The connection as other threads see it. */
  private final class Socket implements ControlPeer {
    private final ChannelHandlerContext ctx;

    Socket(ChannelHandlerContext ctx) {
      this.ctx = ctx;
    }

    @Override
    public void send(RouterMessage message) {
      ctx.executor().execute(() -> onSend(message));
    }

    @Override
    public void close() {
      ctx.executor().execute(() -> NodeSocketHandler.this.close(ctx, null));
    }

    private void onSend(RouterMessage message) {
      if (!closing) {
        write(ctx, message);
      }
    }
  }
}

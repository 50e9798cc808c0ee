package usher.common.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first byte of a connection to a port with TLS: begins the handshake, or says in the
 * peer's own plain HTTP what would be right. Gone once it knows. Whom it sends away it tells the
 * handlers behind it as an event, a {@link TlsFailure}. On the event loop.
 */
final class TlsDoorHandler extends ByteToMessageDecoder {
  /** The first byte of every handshake (RFC 8446, section 5.1). */
  static final int HANDSHAKE_RECORD = 22;

  private static final String BODY =
      "{\"error\":\"" + TlsFailure.PLAIN_TEXT.word() + "\",\"message\":\"%s\"}\n";
  private static final String DETAIL = "this port speaks TLS: use https:// or wss://";
  private static final byte[] ANSWER = answer();

  private final TlsPort port;
  private @Nullable Future<?> deadline;
  private boolean deaf;

  TlsDoorHandler(TlsPort port) {
    this.port = port;
  }

  private static byte[] answer() {
    String body = BODY.formatted(DETAIL);
    return ("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    closeAfter(ctx, TlsLimits.HANDSHAKE.toMillis());
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    stopDeadline();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (deaf) {
      in.skipBytes(in.readableBytes());
    } else if (in.getByte(in.readerIndex()) == HANDSHAKE_RECORD) {
      ChannelPipeline pipeline = ctx.pipeline();
      pipeline.addAfter(ctx.name(), null, new HandshakeHandler(port.counters(), null));
      // What has come goes on into the handshake.
      pipeline.replace(this, null, port.handler(ctx.channel()));
    } else {
      refuse(ctx, in);
    }
  }

  private void refuse(ChannelHandlerContext ctx, ByteBuf in) {
    deaf = true;
    ctx.fireUserEventTriggered(TlsFailure.PLAIN_TEXT);
    port.counters().onFailed(TlsFailure.PLAIN_TEXT, ctx.channel().remoteAddress(), null);
    boolean words = Character.isLetter(in.getByte(in.readerIndex()));
    in.skipBytes(in.readableBytes());
    if (!words || !(ctx.channel() instanceof DuplexChannel channel)) {
      ctx.close();
      return;
    }
    // Not closed at once: what it still sends would make the answer a reset.
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    ctx.writeAndFlush(Unpooled.wrappedBuffer(ANSWER))
        .addListener(
            (ChannelFutureListener)
                written -> {
                  if (written.isSuccess()) {
                    channel.shutdownOutput();
                  } else {
                    channel.close();
                  }
                });
    closeAfter(ctx, TlsLimits.CLOSE.toMillis());
  }

  private void closeAfter(ChannelHandlerContext ctx, long ms) {
    stopDeadline();
    deadline = ctx.executor().schedule(() -> onDeadline(ctx), ms, TimeUnit.MILLISECONDS);
  }

  private void onDeadline(ChannelHandlerContext ctx) {
    if (!deaf) {
      ctx.fireUserEventTriggered(TlsFailure.TIMEOUT);
      port.counters().onFailed(TlsFailure.TIMEOUT, ctx.channel().remoteAddress(), null);
    }
    ctx.close();
  }

  private void stopDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    stopDeadline();
    super.channelInactive(ctx);
  }
}

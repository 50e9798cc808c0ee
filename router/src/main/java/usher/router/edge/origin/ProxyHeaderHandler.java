package usher.router.edge.origin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.ProtocolDetectionState;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.router.deadline.Deadline;

/**
 * Stands first on a connection where {@code --proxy-protocol} is on: a trusted proxy begins with a
 * PROXY header, version 1 or 2 (haproxy.org, proxy-protocol.txt); nobody else sends one. Then it is
 * gone. On the connection's event loop.
 */
public final class ProxyHeaderHandler extends ByteToMessageDecoder {
  /** The most bytes behind the addresses of a header of version 2, which nobody reads. */
  static final int MAX_EXTRA_BYTES = 2_048;

  /** Who waits for the header. */
  public interface Listener {
    /**
     * The header was read, or none was due and none is there: what comes next is the player's.
     *
     * @param source who connected to the proxy; null where it does not say, or there is none
     */
    void onSource(@Nullable InetAddress source);

    /** The header is missing, broken, late, or of somebody who is not trusted. */
    void onWrong();
  }

  private final boolean due;
  private final Duration bound;
  private final Deadline deadline;
  private final Listener listener;
  private boolean over;

  /**
   * @param due whether the peer is a proxy that is trusted
   * @param bound how long the header may take
   * @param deadline one that is not set
   */
  public ProxyHeaderHandler(boolean due, Duration bound, Deadline deadline, Listener listener) {
    this.due = due;
    this.bound = bound;
    this.deadline = deadline;
    this.listener = listener;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline.in(bound, () -> wrong(ctx));
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (!due) {
      // Else it is its reader's from here on.
      deadline.cancel();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    deadline.cancel();
    super.channelInactive(ctx);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    ProtocolDetectionState state = HAProxyMessageDecoder.detectProtocol(in).state();
    if (state == ProtocolDetectionState.NEEDS_MORE_DATA) {
      return;
    }
    boolean sent = state == ProtocolDetectionState.DETECTED;
    if (sent != due) {
      in.skipBytes(in.readableBytes());
      wrong(ctx);
      return;
    }
    if (due) {
      Reader reader = new Reader();
      ctx.pipeline()
          .addAfter(ctx.name(), null, reader)
          .addAfter(ctx.name(), null, new HAProxyMessageDecoder(MAX_EXTRA_BYTES, true));
    } else {
      deadline.cancel();
      listener.onSource(null);
    }
    // What came goes on to who reads it now.
    ctx.pipeline().remove(this);
  }

  private void wrong(ChannelHandlerContext ctx) {
    deadline.cancel();
    if (!over) {
      over = true;
      listener.onWrong();
    }
    ctx.close();
  }

  /** Hears what the decoder of the header made of it. */
  private final class Reader extends ChannelInboundHandlerAdapter {
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      deadline.in(bound, () -> wrong(ctx));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
      deadline.cancel();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      deadline.cancel();
      ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      // A connection that is closed for a broken header has what came behind it decoded still.
      if (over || !(message instanceof HAProxyMessage header)) {
        ReferenceCountUtil.release(message);
        return;
      }
      InetAddress source = source(header);
      header.release();
      deadline.cancel();
      over = true;
      ctx.pipeline().remove(this);
      listener.onSource(source);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      deadline.cancel();
      wrong(ctx);
    }
  }

  /**
   * A proxy that asks for itself, by LOCAL or UNKNOWN, names nobody; nor does one that was reached
   * by a UNIX socket, whose path could read like an address.
   */
  private static @Nullable InetAddress source(HAProxyMessage header) {
    AddressFamily family = header.proxiedProtocol().addressFamily();
    boolean named =
        header.command() == HAProxyCommand.PROXY
            && (family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6);
    String text = named ? header.sourceAddress() : null;
    return text == null ? null : Network.literal(text);
  }
}

package usher.bench.compare.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One player's socket: the upgrade, then one frame out at a time. */
final class EchoPlayer extends ChannelInboundHandlerAdapter {
  private static final byte[] ACCEPTED = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);

  /** What a player tells whoever drives it; on the loop. */
  interface Driver {
    void onUpgraded(EchoPlayer player);

    void onEcho(EchoPlayer player, long tookNs);

    /** The socket ended; {@code upgraded} says whether before or after the upgrade. */
    void onEnded(EchoPlayer player, boolean upgraded);
  }

  private static final ByteBuf HEAD_END =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer("\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

  private final String request;
  private final Driver driver;
  private final long bornNs = System.nanoTime();
  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf head;
  private boolean upgraded;
  private long expected;
  private long sinceNs;

  EchoPlayer(String host, String path, Driver driver) {
    this.driver = driver;
    this.request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  }

  /** Sends a frame; the time to its echo counts from {@code sinceNs}. */
  void send(ByteBuf frame, int payloadBytes, long sinceNs) {
    ChannelHandlerContext open = context;
    if (open == null) {
      return;
    }
    this.sinceNs = sinceNs;
    expected = Frames.echoBytes(payloadBytes);
    var unused = open.writeAndFlush(frame.retainedDuplicate(), open.voidPromise());
  }

  /** Since before the connect, in nanoseconds. */
  long ageNs() {
    return System.nanoTime() - bornNs;
  }

  boolean isWaiting() {
    return expected > 0;
  }

  void close() {
    if (context != null) {
      var unused = context.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    this.context = context;
    var unused =
        context.writeAndFlush(
            ByteBufUtil.writeAscii(context.alloc(), request), context.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (!upgraded) {
        readHead(context, bytes);
      } else {
        expected -= bytes.readableBytes();
        if (expected == 0) {
          driver.onEcho(this, System.nanoTime() - sinceNs);
        } else if (expected < 0) {
          var unused = context.close();
        }
      }
    } finally {
      bytes.release();
    }
  }

  private void readHead(ChannelHandlerContext context, ByteBuf bytes) {
    ByteBuf all = head == null ? context.alloc().buffer(256) : head;
    all.writeBytes(bytes);
    if (ByteBufUtil.indexOf(HEAD_END, all) < 0) {
      head = all;
      return;
    }
    boolean accepted = startsWithAccepted(all);
    all.release();
    head = null;
    if (accepted) {
      upgraded = true;
      driver.onUpgraded(this);
    } else {
      var unused = context.close();
    }
  }

  private static boolean startsWithAccepted(ByteBuf all) {
    for (int i = 0; i < ACCEPTED.length; i++) {
      if (i >= all.readableBytes() || all.getByte(i) != ACCEPTED[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    this.context = null;
    if (head != null) {
      head.release();
      head = null;
    }
    driver.onEnded(this, upgraded);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var unused = context.close();
  }
}

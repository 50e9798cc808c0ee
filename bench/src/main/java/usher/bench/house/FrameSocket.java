package usher.bench.house;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import usher.common.net.HostPort;

/**
 * A WebSocket that costs little: tells of each frame that comes what it is and how long, and no
 * more. On its event loop.
 */
public final class FrameSocket extends ChannelInboundHandlerAdapter {
  private static final byte[] ACCEPTED = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD_END = 0x0d0a0d0a;

  /** Whose socket it is. On its event loop. */
  public interface Owner {
    /** Frames may be sent from now on. */
    void onUpgraded();

    /**
     * A frame came, but for pings, which are answered.
     *
     * @param opcode the frame's first byte, as in {@link #TEXT}
     * @param first the first byte of its payload
     * @param length of its payload, in bytes
     */
    void onFrame(int opcode, int first, long length);

    /** It is over. */
    void onEnded();
  }

  /** The first byte of a whole text frame. */
  public static final int TEXT = 0x81;

  /** The first byte of a whole binary frame. */
  public static final int BINARY = 0x82;

  private static final int PING = 0x89;
  private static final int PONG = 0x8a;
  private static final byte[] NO_PAYLOAD = {};
  private static final int MASKED = 0x80;
  private static final int LONGEST_SHORT = 125;

  private final Owner owner;
  private final String request;
  private @Nullable Channel channel;
  private boolean upgraded;
  private int headTail;
  private int headBytes;
  private long skip;

  /** Bytes of a frame's head that are here; a head has at most ten. */
  private final byte[] head = new byte[10];

  private int headHas;

  /** The first byte of the payload that is read. */
  private int first;

  private boolean firstKnown;
  private long length;

  /**
   * @param path with its query
   */
  public FrameSocket(Owner owner, HostPort host, String path) {
    this.owner = owner;
    this.request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  }

  /**
   * A whole frame, masked with zero.
   *
   * @param opcode as in {@link #TEXT}
   * @param payload of at most 125 bytes
   */
  public static ByteBuf frame(int opcode, byte[] payload) {
    if (payload.length > LONGEST_SHORT) {
      throw new IllegalArgumentException("a payload of more than " + LONGEST_SHORT + " bytes");
    }
    return PooledByteBufAllocator.DEFAULT
        .directBuffer(payload.length + 6)
        .writeByte(opcode)
        .writeByte(MASKED | payload.length)
        .writeZero(4)
        .writeBytes(payload);
  }

  /**
   * Sends a frame; nothing happens before the upgrade, and after the end.
   *
   * @param frame given away
   */
  public void send(ByteBuf frame) {
    Channel open = channel;
    if (open == null) {
      frame.release();
    } else {
      open.writeAndFlush(frame, open.voidPromise());
    }
  }

  /** Ends it. */
  public void close() {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), request), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (!upgraded && !readHttp(ctx, bytes)) {
        return;
      }
      readFrames(bytes);
    } finally {
      bytes.release();
    }
  }

  private boolean readHttp(ChannelHandlerContext ctx, ByteBuf bytes) {
    while (bytes.isReadable()) {
      byte b = bytes.readByte();
      if (headBytes < ACCEPTED.length && b != ACCEPTED[headBytes]) {
        ctx.close();
        return false;
      }
      headBytes++;
      headTail = headTail << 8 | (b & 0xff);
      if (headTail == HEAD_END) {
        upgraded = true;
        owner.onUpgraded();
        return true;
      }
    }
    return false;
  }

  private void readFrames(ByteBuf bytes) {
    while (bytes.isReadable()) {
      if (skip > 0) {
        if (!firstKnown) {
          firstKnown = true;
          first = bytes.getUnsignedByte(bytes.readerIndex());
        }
        int now = (int) Math.min(skip, bytes.readableBytes());
        bytes.skipBytes(now);
        skip -= now;
        if (skip == 0) {
          ended();
        }
        continue;
      }
      head[headHas++] = bytes.readByte();
      if (headHas >= 2 && headHas == headSize()) {
        length = payload();
        skip = length;
        if (skip == 0) {
          ended();
        }
      }
    }
  }

  private int headSize() {
    int small = head[1] & 0x7f;
    return small == 126 ? 4 : small == 127 ? 10 : 2;
  }

  private long payload() {
    int small = head[1] & 0x7f;
    if (small < 126) {
      return small;
    }
    long value = 0;
    for (int i = 2; i < headSize(); i++) {
      value = value << 8 | (head[i] & 0xff);
    }
    return value;
  }

  private void ended() {
    headHas = 0;
    firstKnown = false;
    int opcode = head[0] & 0xff;
    if (opcode == PING) {
      // Any word will do to whoever asks whether this one is still there.
      send(frame(PONG, NO_PAYLOAD));
    } else {
      owner.onFrame(opcode, first, length);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    channel = null;
    owner.onEnded();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}

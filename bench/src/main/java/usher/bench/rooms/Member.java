package usher.bench.rooms;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A player in a room: counts the binary frames that it hears. On the crowd's loop. */
final class Member extends ChannelInboundHandlerAdapter {
  private static final int BINARY = 0x82;
  private static final byte[] ACCEPTED = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD_END = 0x0d0a0d0a;

  private final Crowd crowd;
  private final int room;
  private final int index;
  private final String request;
  private @Nullable Channel channel;
  private boolean upgraded;
  private int headTail;
  private int headBytes;
  private long skip;
  private long sentNs;

  /** Bytes of a frame's head that are here; a head has at most ten. */
  private final byte[] head = new byte[10];

  private int headHas;

  /** The first byte of the payload that is read: who sent it. */
  private int sender;

  private boolean senderKnown;

  Member(Crowd crowd, int room, int index, String request) {
    this.crowd = crowd;
    this.room = room;
    this.index = index;
    this.request = request;
  }

  /**
   * Sends a frame that is its own from now on.
   *
   * @param frame given away
   */
  void send(ByteBuf frame, long nowNs) {
    Channel open = channel;
    if (open == null) {
      frame.release();
    } else {
      sentNs = nowNs;
      open.writeAndFlush(frame, open.voidPromise());
    }
  }

  int room() {
    return room;
  }

  /** Its place among the members of its room, which its frames begin with. */
  int index() {
    return index;
  }

  /** When it sent what it has not yet heard; 0 where it sent nothing. */
  long sentNs() {
    return sentNs;
  }

  void heard() {
    sentNs = 0;
  }

  void close() {
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
        crowd.onUpgraded(this);
        return true;
      }
    }
    return false;
  }

  private void readFrames(ByteBuf bytes) {
    while (bytes.isReadable()) {
      if (skip > 0) {
        if (!senderKnown) {
          senderKnown = true;
          sender = bytes.getUnsignedByte(bytes.readerIndex());
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
        skip = payload();
        if (skip == 0) {
          ended();
        }
      }
    }
  }

  private int headSize() {
    int length = head[1] & 0x7f;
    return length == 126 ? 4 : length == 127 ? 10 : 2;
  }

  private long payload() {
    int length = head[1] & 0x7f;
    if (length < 126) {
      return length;
    }
    long value = 0;
    for (int i = 2; i < headSize(); i++) {
      value = value << 8 | (head[i] & 0xff);
    }
    return value;
  }

  private void ended() {
    headHas = 0;
    senderKnown = false;
    if ((head[0] & 0xff) == BINARY) {
      crowd.onFrame(this, sender == index);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    channel = null;
    crowd.onEnded(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}

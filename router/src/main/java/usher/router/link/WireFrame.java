package usher.router.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** An unmasked WebSocket frame that is a whole message (RFC 6455, section 5.2). */
public final class WireFrame {
  /** The first byte of a text message. */
  public static final int TEXT = 0x81;

  /** The first byte of a binary message. */
  public static final int BINARY = 0x82;

  /** The first byte of a close. */
  public static final int CLOSE = 0x88;

  /** The first byte of a ping. */
  public static final int PING = 0x89;

  /** The first byte of a pong. */
  public static final int PONG = 0x8A;

  private static final int MAX_SHORT = 125;
  private static final int MAX_MEDIUM = 0xFFFF;
  private static final int MEDIUM = 126;
  private static final int LONG = 127;
  private static final int MAX_HEAD_BYTES = 10;

  private WireFrame() {}

  /** A pooled buffer with a frame's head; its payload, of so many bytes, is to be written next. */
  public static ByteBuf head(ByteBufAllocator alloc, int first, int payloadBytes) {
    ByteBuf frame = alloc.directBuffer(MAX_HEAD_BYTES + payloadBytes);
    frame.writeByte(first);
    if (payloadBytes <= MAX_SHORT) {
      frame.writeByte(payloadBytes);
    } else if (payloadBytes <= MAX_MEDIUM) {
      frame.writeByte(MEDIUM).writeShort(payloadBytes);
    } else {
      frame.writeByte(LONG).writeLong(payloadBytes);
    }
    return frame;
  }

  /** A frame with these bytes. */
  public static ByteBuf of(ByteBufAllocator alloc, int first, byte[] payload) {
    return head(alloc, first, payload.length).writeBytes(payload);
  }

  /** A frame with the readable bytes of a buffer, which stay the caller's. */
  public static ByteBuf of(ByteBufAllocator alloc, int first, ByteBuf payload) {
    int length = payload.readableBytes();
    return head(alloc, first, length).writeBytes(payload, payload.readerIndex(), length);
  }
}

package usher.bench.compare.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * The few bytes of RFC 6455 that an echo needs. Players mask with zeros, which is a valid mask that
 * costs nobody anything.
 */
final class Frames {
  private static final int BINARY_FIN = 0x82;
  private static final int MASKED = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int MASK_BYTES = 4;

  private Frames() {}

  /** A player's whole frame, in memory that is never released. */
  static ByteBuf ofPlayer(int payloadBytes) {
    ByteBuf frame = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(payloadBytes + 14)).clear();
    frame.writeByte(BINARY_FIN);
    writeLength(frame, payloadBytes, MASKED);
    frame.writeZero(MASK_BYTES);
    for (int i = 0; i < payloadBytes; i++) {
      frame.writeByte('a' + i % 26);
    }
    return Unpooled.unreleasableBuffer(frame);
  }

  /** How many bytes the echo of such a frame has. */
  static int echoBytes(int payloadBytes) {
    return payloadBytes + (payloadBytes < LENGTH_16 ? 2 : payloadBytes <= 0xffff ? 4 : 10);
  }

  /** The head of the frame that echoes this payload. */
  static void writeEchoHead(ByteBuf out, int payloadBytes) {
    out.writeByte(BINARY_FIN);
    writeLength(out, payloadBytes, 0);
  }

  /**
   * Reads a player's frame's head; gives the payload's length, or -1 while the head is not whole.
   */
  static int readPlayerHead(ByteBuf in) {
    if (in.readableBytes() < 2) {
      return -1;
    }
    int length = in.getUnsignedByte(in.readerIndex() + 1) & 0x7f;
    int head = 2 + (length == LENGTH_16 ? 2 : length == LENGTH_64 ? 8 : 0) + MASK_BYTES;
    if (in.readableBytes() < head) {
      return -1;
    }
    int start = in.readerIndex();
    in.skipBytes(head);
    return switch (length) {
      case LENGTH_16 -> in.getUnsignedShort(start + 2);
      case LENGTH_64 -> Math.toIntExact(in.getLong(start + 2));
      default -> length;
    };
  }

  private static void writeLength(ByteBuf out, int length, int flag) {
    if (length < LENGTH_16) {
      out.writeByte(flag | length);
    } else if (length <= 0xffff) {
      out.writeByte(flag | LENGTH_16).writeShort(length);
    } else {
      out.writeByte(flag | LENGTH_64).writeLong(length);
    }
  }
}

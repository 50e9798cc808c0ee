package usher.node.player;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import usher.common.player.PlayerFrame;

/** A message as one unmasked WebSocket frame (RFC 6455, section 5.2). */
final class WireFrame {
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;
  private static final int MAX_SHORT = 125;
  private static final int MAX_MEDIUM = 0xFFFF;
  private static final int MEDIUM = 126;
  private static final int LONG = 127;
  private static final int MAX_HEADER_BYTES = 10;

  private WireFrame() {}

  static ByteBuf encode(ByteBufAllocator alloc, PlayerFrame frame) {
    byte[] payload = frame.payload();
    ByteBuf buffer = alloc.directBuffer(MAX_HEADER_BYTES + payload.length);
    buffer.writeByte(frame.isBinary() ? FINAL_BINARY : FINAL_TEXT);
    if (payload.length <= MAX_SHORT) {
      buffer.writeByte(payload.length);
    } else if (payload.length <= MAX_MEDIUM) {
      buffer.writeByte(MEDIUM).writeShort(payload.length);
    } else {
      buffer.writeByte(LONG).writeLong(payload.length);
    }
    return buffer.writeBytes(payload);
  }
}

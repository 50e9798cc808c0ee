package usher.common.link;

import io.netty.buffer.ByteBuf;

/** Writes frames into a buffer. Any thread; the buffer is the caller's. */
public final class LinkWriter {
  private LinkWriter() {}

  /** A frame without payload. */
  public static void write(ByteBuf to, LinkType type, int id, long number) {
    head(to, type, id, number, 0);
  }

  /** A frame with these bytes. */
  public static void write(ByteBuf to, LinkType type, int id, long number, byte[] payload) {
    head(to, type, id, number, payload.length);
    to.writeBytes(payload);
  }

  /** A frame with the readable bytes of a buffer, which stay the caller's. */
  public static void write(ByteBuf to, LinkType type, int id, long number, ByteBuf payload) {
    int length = payload.readableBytes();
    head(to, type, id, number, length);
    to.writeBytes(payload, payload.readerIndex(), length);
  }

  /** The head of a frame; its payload, of so many bytes, is to be written next. */
  public static void head(ByteBuf to, LinkType type, int id, long number, int payloadBytes) {
    to.ensureWritable(LinkLimits.HEAD_BYTES + payloadBytes);
    to.writeInt(LinkLimits.HEAD_BYTES - Integer.BYTES + payloadBytes);
    to.writeByte(type.code());
    to.writeInt(id);
    to.writeLong(number);
  }
}

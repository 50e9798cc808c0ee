package usher.common.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Made-up bytes as what comes on a link: as they are, or cut into frames that are well formed. */
public final class FuzzFrames {
  private static final LinkType[] TYPES = LinkType.values();
  private static final int HEAD_BYTES = 4;

  private FuzzFrames() {}

  /**
   * An even first byte: the others as they are. An odd one: frames of type, id, number and length,
   * a byte each, and that many bytes of payload. A number of 200 and more is one that is far off.
   */
  public static ByteBuf of(byte[] data) {
    ByteBuf in = Unpooled.wrappedBuffer(data);
    if (!in.isReadable() || (in.readByte() & 1) == 0) {
      return in;
    }
    ByteBuf out = Unpooled.buffer();
    while (in.readableBytes() >= HEAD_BYTES) {
      LinkType type = TYPES[in.readUnsignedByte() % TYPES.length];
      int id = in.readByte();
      long number = in.readUnsignedByte();
      if (number >= 200) {
        number = number == 255 ? -1 : Long.MAX_VALUE >> (number - 200);
      }
      int length = Math.min(in.readUnsignedByte(), in.readableBytes());
      LinkWriter.write(out, type, id, number, in.readSlice(length));
    }
    in.release();
    return out;
  }
}

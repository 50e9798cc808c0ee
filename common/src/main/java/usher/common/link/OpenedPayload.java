package usher.common.link;

import io.netty.buffer.ByteBuf;

/** The payload of {@link LinkType#OPENED}: {@code group u32 | count u64}. */
public final class OpenedPayload {
  /** All its bytes. */
  public static final int BYTES = 4 + 8;

  private OpenedPayload() {}

  /** Writes it. */
  public static void write(ByteBuf to, int group, long count) {
    to.writeInt(group);
    to.writeLong(count);
  }

  /**
   * @throws LinkFormatException if the bytes are not as many
   */
  public static void check(ByteBuf payload) throws LinkFormatException {
    if (payload.readableBytes() != BYTES) {
      throw new LinkFormatException("an open is answered with " + BYTES + " bytes");
    }
  }

  /** The group that the seat hears from now on. */
  public static int group(ByteBuf payload) {
    return payload.getInt(payload.readerIndex());
  }

  /** The count that the seat's connection has now. */
  public static long count(ByteBuf payload) {
    return payload.getLong(payload.readerIndex() + 4);
  }
}

package usher.common.link;

import io.netty.buffer.ByteBuf;

/** The payload of {@link LinkType#OPENED}: {@code group u32 | count u64 | flags u8}. */
public final class OpenedPayload {
  /** All its bytes. */
  public static final int BYTES = 4 + 8 + 1;

  /** The flag of a game of raw frames: what its players send is neither numbered nor answered. */
  public static final int RAW = 1;

  private OpenedPayload() {}

  /** Writes it. */
  public static void write(ByteBuf to, int group, long count, boolean raw) {
    to.writeInt(group);
    to.writeLong(count);
    to.writeByte(raw ? RAW : 0);
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

  /** Whether the game takes raw frames. */
  public static boolean isRaw(ByteBuf payload) {
    return (payload.getByte(payload.readerIndex() + 12) & RAW) != 0;
  }
}

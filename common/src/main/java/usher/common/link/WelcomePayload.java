package usher.common.link;

import io.netty.buffer.ByteBuf;

/**
 * The payload of {@link LinkType#WELCOME}, read where it stands: {@code epoch u64 | flags u8 |
 * text}.
 */
public final class WelcomePayload {
  /** The bytes before the text. */
  public static final int HEAD_BYTES = 8 + 1;

  /** The flag of a game of raw frames: what its players send is neither numbered nor answered. */
  public static final int RAW = 1;

  private WelcomePayload() {}

  /** Writes what stands before the text. */
  public static void head(ByteBuf to, long epoch, boolean raw) {
    to.writeLong(epoch);
    to.writeByte(raw ? RAW : 0);
  }

  /**
   * @throws LinkFormatException if the bytes are too few
   */
  public static void check(ByteBuf payload) throws LinkFormatException {
    if (payload.readableBytes() < HEAD_BYTES) {
      throw new LinkFormatException("a welcome has a head of " + HEAD_BYTES + " bytes");
    }
  }

  /** The epoch of the id of the last event that it covers. */
  public static long epoch(ByteBuf payload) {
    return payload.getLong(payload.readerIndex());
  }

  /** Whether the game takes raw frames. */
  public static boolean isRaw(ByteBuf payload) {
    return (payload.getByte(payload.readerIndex() + 8) & RAW) != 0;
  }
}

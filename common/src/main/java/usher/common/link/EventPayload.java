package usher.common.link;

import io.netty.buffer.ByteBuf;

/**
 * The payload of {@link LinkType#EVENT} and {@link LinkType#GROUP_EVENT}, read where it stands.
 *
 * <p>{@code epoch u64 | asker u32 | n u64 | insert u16 | text}: the text is the frame as all hear
 * it. For the asker's open alone (0 where none is on this link) {@code "n":3,} is put into the text
 * at {@code insert}.
 */
public final class EventPayload {
  /** The bytes before the text. */
  public static final int HEAD_BYTES = 8 + 4 + 8 + 2;

  private EventPayload() {}

  /** Writes what stands before the text. */
  public static void head(ByteBuf to, long epoch, int asker, long n, int insert) {
    to.writeLong(epoch);
    to.writeInt(asker);
    to.writeLong(n);
    to.writeShort(insert);
  }

  /**
   * @throws LinkFormatException if the bytes are too few
   */
  public static void check(ByteBuf payload) throws LinkFormatException {
    if (payload.readableBytes() < HEAD_BYTES || insert(payload) > textBytes(payload)) {
      throw new LinkFormatException("an event has a head of " + HEAD_BYTES + " bytes and a text");
    }
  }

  /** The epoch of the event's id. */
  public static long epoch(ByteBuf payload) {
    return payload.getLong(payload.readerIndex());
  }

  /** The open whose command caused it; 0 where none of this link did. */
  public static int asker(ByteBuf payload) {
    return payload.getInt(payload.readerIndex() + 8);
  }

  /** The number of that command; 0 where there is none. */
  public static long n(ByteBuf payload) {
    return payload.getLong(payload.readerIndex() + 12);
  }

  /** Where in the text the asker's n belongs. */
  public static int insert(ByteBuf payload) {
    return payload.getUnsignedShort(payload.readerIndex() + 20);
  }

  /** How long the text is. */
  public static int textBytes(ByteBuf payload) {
    return payload.readableBytes() - HEAD_BYTES;
  }

  /** Where the text begins. */
  public static int textIndex(ByteBuf payload) {
    return payload.readerIndex() + HEAD_BYTES;
  }
}

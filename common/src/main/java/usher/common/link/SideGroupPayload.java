package usher.common.link;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import usher.common.room.RoomId;

/**
 * The payload of {@link LinkType#SIDE_GROUP}: {@code side u8 | room}. A seat that was opened on a
 * side of its room hears that side's group, also when the room names a later one for it.
 */
public final class SideGroupPayload {
  /** The bytes before the room's id. */
  public static final int HEAD_BYTES = 1;

  /** The highest side; 0 is the group that {@link LinkType#GROUP} names. */
  public static final int MAX_SIDE = 255;

  private SideGroupPayload() {}

  /** Writes what stands before the room's id. */
  public static void head(ByteBuf to, int side) {
    to.writeByte(side);
  }

  /**
   * @throws LinkFormatException if the bytes are none
   */
  public static void check(ByteBuf payload) throws LinkFormatException {
    if (payload.readableBytes() <= HEAD_BYTES
        || side(payload) == 0
        || !RoomId.isValid(room(payload))) {
      throw new LinkFormatException(
          "a side group has a side from 1 to " + MAX_SIDE + " and a room");
    }
  }

  /** Which of the room's sides it is. */
  public static int side(ByteBuf payload) {
    return payload.getUnsignedByte(payload.readerIndex());
  }

  /** The room's id. */
  public static String room(ByteBuf payload) {
    return payload.toString(
        payload.readerIndex() + HEAD_BYTES,
        payload.readableBytes() - HEAD_BYTES,
        StandardCharsets.US_ASCII);
  }
}

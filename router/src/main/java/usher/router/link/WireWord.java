package usher.router.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import usher.common.link.EventPayload;
import usher.router.seat.Word;

/**
 * What a node said, as a WebSocket frame that is encoded once, however many players hear it. One
 * object a link, used again for each frame. On the event loop.
 */
public final class WireWord implements Word {
  private static final byte[] BEFORE_N = "\"n\":".getBytes(StandardCharsets.US_ASCII);

  private final ByteBufAllocator alloc;
  private @Nullable ByteBuf payload;
  private int from;
  private int length;
  private int first;
  private int insert;
  private long n;
  private @Nullable ByteBuf forAll;

  WireWord(ByteBufAllocator alloc) {
    this.alloc = alloc;
  }

  /** The word is this part of a payload, good until {@link #end}. */
  WireWord begin(ByteBuf of, int index, int bytes, boolean binary) {
    payload = of;
    from = index;
    length = bytes;
    first = binary ? WireFrame.BINARY : WireFrame.TEXT;
    insert = 0;
    n = 0;
    return this;
  }

  /** The word is an event, good until {@link #end}. */
  WireWord beginEvent(ByteBuf event) {
    begin(event, EventPayload.textIndex(event), EventPayload.textBytes(event), false);
    insert = EventPayload.insert(event);
    n = EventPayload.n(event);
    return this;
  }

  /** The word was said to all who hear it. */
  void end() {
    payload = null;
    ByteBuf encoded = forAll;
    if (encoded != null) {
      forAll = null;
      encoded.release();
    }
  }

  /** How many bytes its text has. */
  public int bytes() {
    return length;
  }

  /** The frame, to be written by the caller once: it owns what is returned. */
  public ByteBuf frame(boolean asked) {
    if (asked && n > 0) {
      return forAsker();
    }
    ByteBuf encoded = forAll;
    if (encoded == null) {
      encoded = WireFrame.head(alloc, first, length).writeBytes(source(), from, length);
      forAll = encoded;
    }
    return encoded.retainedDuplicate();
  }

  private ByteBuf forAsker() {
    byte[] digits = Long.toString(n).getBytes(StandardCharsets.US_ASCII);
    int more = BEFORE_N.length + digits.length + 1;
    return WireFrame.head(alloc, first, length + more)
        .writeBytes(source(), from, insert)
        .writeBytes(BEFORE_N)
        .writeBytes(digits)
        .writeByte(',')
        .writeBytes(source(), from + insert, length - insert);
  }

  private ByteBuf source() {
    ByteBuf source = payload;
    if (source == null) {
      throw new IllegalStateException("a word that was said already");
    }
    return source;
  }
}

package usher.router.tunnel;

import io.netty.buffer.ByteBuf;

/**
 * Follows the WebSocket frames in a stream of bytes (RFC 6455, section 5.2) without looking at
 * their payload, so that a Close can be put where a frame ends and nowhere else. A control frame
 * may stand between the fragments of a message, so the end of any frame will do.
 */
final class FrameScanner {
  private static final int OPCODE = 0x0f;
  private static final int CLOSE = 0x8;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7f;
  private static final int LENGTH_IN_2 = 126;
  private static final int LENGTH_IN_8 = 127;
  private static final int MASK_BYTES = 4;

  private enum Expect {
    OPCODE,
    LENGTH,
    MORE_LENGTH
  }

  private Expect expect = Expect.OPCODE;

  /** Bytes of mask and payload still to pass before the next frame begins. */
  private long skip;

  private int lengthBytes;
  private int maskBytes;
  private long length;
  private boolean closeSeen;
  private boolean malformed;

  /** Follows these bytes; reads, but does not consume them. */
  void scan(ByteBuf bytes) {
    int index = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (index < end) {
      if (skip > 0) {
        long step = Math.min(skip, end - index);
        skip -= step;
        index += (int) step;
      } else {
        header(bytes.getByte(index++));
      }
    }
  }

  /** Whether the bytes so far end where a frame ends. */
  boolean atBoundary() {
    return skip == 0 && expect == Expect.OPCODE && !malformed;
  }

  /** Whether a Close has begun. */
  boolean closeSeen() {
    return closeSeen;
  }

  private void header(byte next) {
    switch (expect) {
      case OPCODE -> {
        closeSeen |= (next & OPCODE) == CLOSE;
        expect = Expect.LENGTH;
      }
      case LENGTH -> {
        maskBytes = (next & MASKED) == 0 ? 0 : MASK_BYTES;
        length = next & LENGTH;
        lengthBytes = length == LENGTH_IN_2 ? 2 : length == LENGTH_IN_8 ? 8 : 0;
        if (lengthBytes == 0) {
          headerEnds();
        } else {
          length = 0;
          expect = Expect.MORE_LENGTH;
        }
      }
      case MORE_LENGTH -> {
        length = (length << 8) | (next & 0xff);
        if (--lengthBytes == 0) {
          headerEnds();
        }
      }
    }
  }

  private void headerEnds() {
    expect = Expect.OPCODE;
    if (length < 0 || length > Long.MAX_VALUE - MASK_BYTES) {
      // No such frame can exist: whatever follows, no boundary can be known any more.
      malformed = true;
      length = Long.MAX_VALUE - MASK_BYTES;
    }
    skip = length + maskBytes;
  }
}

package usher.node.seat;

/**
 * Which of a seat's last commands an event came of. A command that was decided, and of which none
 * came, was refused: that can be said again even where the room has come back from its journal.
 * Owned by the room's loop.
 */
final class CausedEvents {
  /** So many of the last commands are known; it is more than may be unanswered. */
  static final int KNOWN = 128;

  private static final int HALF = 64;

  /** Bit k is of the command {@code newest - k}. */
  private long low;

  private long high;
  private long newest;

  /** A command is decided. */
  void decided(long n) {
    long more = n - newest;
    if (more <= 0) {
      return;
    }
    newest = n;
    if (more >= KNOWN) {
      high = 0;
      low = 0;
    } else if (more >= HALF) {
      high = low << (more - HALF);
      low = 0;
    } else {
      high = high << more | low >>> (HALF - more);
      low <<= more;
    }
  }

  /** An event came of this command. */
  void caused(long n) {
    decided(n);
    long back = newest - n;
    if (back < HALF) {
      low |= 1L << back;
    } else if (back < KNOWN) {
      high |= 1L << (back - HALF);
    }
  }

  /** Whether an event came of a command, or may have. */
  boolean mayHaveCaused(long n) {
    long back = newest - n;
    if (back < 0) {
      return false;
    }
    if (back >= KNOWN) {
      return true;
    }
    return back < HALF ? (low >>> back & 1) != 0 : (high >>> (back - HALF) & 1) != 0;
  }

  /** As it stands in a snapshot. */
  String write() {
    return newest + ":" + Long.toHexString(high) + ":" + Long.toHexString(low);
  }

  /** As a snapshot has it; an empty text is of a seat without commands. */
  void read(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length == 3) {
      newest = Long.parseLong(parts[0]);
      high = Long.parseUnsignedLong(parts[1], 16);
      low = Long.parseUnsignedLong(parts[2], 16);
    }
  }
}

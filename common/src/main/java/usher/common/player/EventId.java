package usher.common.player;

import org.jspecify.annotations.Nullable;

/**
 * What names an event to a player: {@code epoch-seq}, as in {@code 7-42}.
 *
 * @param epoch the room's epoch when the event was decided
 * @param seq the event's number in its room, from 1; 0 before the first
 */
public record EventId(long epoch, long seq) {
  private static final int MAX_DIGITS = 18;

  /** Reads an id; null where the text is none. */
  public static @Nullable EventId parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      return null;
    }
    long epoch = number(text, 0, dash);
    long seq = number(text, dash + 1, text.length());
    return epoch < 0 || seq < 0 ? null : new EventId(epoch, seq);
  }

  private static long number(String text, int from, int to) {
    if (from >= to || to - from > MAX_DIGITS) {
      return -1;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(text, from, to, 10);
  }

  @Override
  public String toString() {
    return epoch + "-" + seq;
  }
}

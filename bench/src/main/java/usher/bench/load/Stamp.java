package usher.bench.load;

import org.jspecify.annotations.Nullable;

/**
 * What each command carries, so that whoever hears it knows whose it is and when it was due.
 *
 * @param player the number of the player who sent it
 * @param dueNs when it should have been sent, by {@link System#nanoTime}
 */
record Stamp(int player, long dueNs) {
  private static final String START = "~u";
  private static final String HEAD = "{\"say\":\"" + START;
  private static final String TAIL = "\"}";

  /** The smallest command that holds every stamp, in bytes. */
  static final int MIN_COMMAND_BYTES = 48;

  /** A command of exactly this many bytes, which is at least {@link #MIN_COMMAND_BYTES}. */
  String command(int bytes) {
    StringBuilder text = new StringBuilder(bytes);
    text.append(HEAD).append(player).append('.').append(dueNs).append('~');
    while (text.length() < bytes - TAIL.length()) {
      text.append('x');
    }
    return text.append(TAIL).toString();
  }

  /** The first stamp in a text, or null if it holds none. */
  static @Nullable Stamp find(String text) {
    int start = text.indexOf(START);
    int dot = start < 0 ? -1 : text.indexOf('.', start);
    int end = dot < 0 ? -1 : text.indexOf('~', dot);
    if (end < 0) {
      return null;
    }
    try {
      int player = Integer.parseInt(text, start + START.length(), dot, 10);
      return new Stamp(player, Long.parseLong(text, dot + 1, end, 10));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

package usher.router.edge.socket;

import io.netty.channel.WriteBufferWaterMark;

/** What one player's WebSocket may cost. */
final class SocketLimits {
  /** The largest message, in bytes, however many frames it comes in. */
  static final int MAX_MESSAGE_BYTES = 64 * 1024;

  /** Bytes that the player has not yet read, a welcome aside; over that the socket is closed. */
  static final int MAX_UNREAD_BYTES = 1024 * 1024;

  /** The same, as the system counts. */
  static final WriteBufferWaterMark UNREAD = unread(0);

  /** A welcome of more bytes than that gets space of its own. */
  static final int LARGE_WORD_BYTES = MAX_UNREAD_BYTES / 4;

  /**
   * A player silent for so long is sent a ping; silent for as long again, is closed. In seconds.
   */
  static final int PING_SECONDS = 30;

  /** How long a player has to answer a close, in milliseconds. */
  static final long CLOSE_MS = 2_000;

  private SocketLimits() {}

  /** The bound, with space for a word of so many bytes on top. */
  static WriteBufferWaterMark unread(int more) {
    return new WriteBufferWaterMark(MAX_UNREAD_BYTES / 2, MAX_UNREAD_BYTES + more);
  }
}

package usher.node.player;

/** What one player may cost, in one place. */
final class PlayerLimits {
  /** The largest head of a request, in bytes: its line, and its headers. */
  static final int MAX_HEAD_BYTES = 8 * 1024;

  /** How long a player has to finish the request after connecting, in milliseconds. */
  static final long HANDSHAKE_MS = 10_000;

  /** The largest message, in bytes, however many frames it comes in. */
  static final int MAX_MESSAGE_BYTES = 64 * 1024;

  /** Frames that the room has not yet taken; at so many the socket is not read. */
  static final int MAX_UNTAKEN = 64;

  /** Bytes that the player has not yet read; over that the socket is closed. */
  static final int MAX_UNREAD_BYTES = 1024 * 1024;

  /**
   * A player silent for so long is sent a ping; silent for as long again, is closed. In seconds.
   */
  static final int PING_SECONDS = 30;

  /** How long a player has to answer a close, in milliseconds. */
  static final long CLOSE_MS = 2_000;

  /** Connections beyond the node's seats: requests under way, and closes. */
  static final int SPARE_CONNECTIONS = 1_024;

  private PlayerLimits() {}
}

package usher.router.limit;

import java.time.Duration;

/**
 * What the operator lets players have. The defaults are {@link #DEFAULTS}.
 *
 * @param connections of all players at once
 * @param address what one address may have
 * @param handshake from a connection, or a head's first byte, to the whole head
 * @param idle how long a connection may wait for its next request, and a seated player be silent;
 *     half of it in, the player is sent a ping
 * @param headBytes the longest head of a request, its request line and all
 * @param messageBytes the largest message, however many frames it comes in
 * @param commandsPerSecond what a seat may keep up; two seconds' worth may come at once
 * @param unreadBytes what a seated player has not read, a welcome aside
 * @param overload when new players are refused because there is too much to do
 */
public record PlayerLimits(
    int connections,
    PerAddress address,
    Duration handshake,
    Duration idle,
    int headBytes,
    int messageBytes,
    int commandsPerSecond,
    int unreadBytes,
    OverloadMarks overload) {
  /** The files that a player in a tunnel takes; on a link it is one. */
  public static final int FILES_EACH = 2;

  /** Whoever cannot be let in now may try again after so long, in seconds. */
  public static final int RETRY_AFTER_SECONDS = 1;

  /** A process may commonly open 20,000 files: two for each player, some for all else. */
  public static final PlayerLimits DEFAULTS =
      new PlayerLimits(
          9_000,
          new PerAddress(1_000, 50, 10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          8 * 1024,
          64 * 1024,
          1_000,
          1024 * 1024,
          new OverloadMarks(250, 0.9));

  /**
   * What one address may have; 0 is no bound.
   *
   * @param connections at once
   * @param connectsPerSecond that it may keep up; {@link #BURST_SECONDS} worth may come at once
   * @param roomsPerSecond new ones, likewise
   */
  public record PerAddress(int connections, int connectsPerSecond, int roomsPerSecond) {
    /** So many seconds' worth may come at once. */
    public static final int BURST_SECONDS = 10;

    /** No bounds. */
    public static final PerAddress NONE = new PerAddress(0, 0, 0);
  }

  /**
   * When there is too much to do.
   *
   * @param lagMs how late the slowest event loop runs, in milliseconds; 0 is no mark
   * @param memory the share of the heap, after a collection, or of direct memory; 0 is no mark
   */
  public record OverloadMarks(long lagMs, double memory) {}

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public PlayerLimits {
    if (connections < 1) {
      throw new IllegalArgumentException("at least 1 connection, not " + connections);
    }
    if (handshake.isNegative() || handshake.isZero() || idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("times are above 0, not " + handshake + ", " + idle);
    }
    if (headBytes < 1 || messageBytes < 1 || commandsPerSecond < 1 || unreadBytes < 1) {
      throw new IllegalArgumentException("bytes and commands are at least 1");
    }
  }

  /** The same with another bound of connections. */
  public PlayerLimits withConnections(int other) {
    return new PlayerLimits(
        other,
        address,
        handshake,
        idle,
        headBytes,
        messageBytes,
        commandsPerSecond,
        unreadBytes,
        overload);
  }

  /** The same with other bounds of one address. */
  public PlayerLimits withAddress(PerAddress other) {
    return new PlayerLimits(
        connections,
        other,
        handshake,
        idle,
        headBytes,
        messageBytes,
        commandsPerSecond,
        unreadBytes,
        overload);
  }

  /** The same with other times. */
  public PlayerLimits withTimes(Duration head, Duration silent) {
    return new PlayerLimits(
        connections,
        address,
        head,
        silent,
        headBytes,
        messageBytes,
        commandsPerSecond,
        unreadBytes,
        overload);
  }

  /** The same with other bounds of what is sent and read. */
  public PlayerLimits withSizes(int head, int message, int commands, int unread) {
    return new PlayerLimits(
        connections, address, handshake, idle, head, message, commands, unread, overload);
  }
}

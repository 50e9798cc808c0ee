package usher.router.edge;

import java.time.Duration;

/** The bounds of the player port. */
public final class EdgeLimits {
  /** The longest head of a request, in bytes, its request line and all. */
  public static final int HEAD_BYTES = 8 * 1024;

  /** From the connection, or the head's first byte, to the whole head. */
  public static final Duration HEAD = Duration.ofSeconds(10);

  /** How long a connection may wait for its next request. */
  public static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

  /** How long a stopping router waits for one of its event loops. */
  public static final Duration STOP = Duration.ofSeconds(2);

  /** How long a refused player has to read why and go. */
  public static final Duration REFUSAL_LINGER = Duration.ofSeconds(2);

  /**
   * The sockets that players and their tunnels may take together. A process may commonly open
   * 20,000 files; the rest is for nodes, operators, jars and logs.
   */
  public static final int SOCKETS = 18_000;

  /** The players at once: each may need a second socket, to a node. */
  public static final int PLAYERS = SOCKETS / 2;

  /** Connections that the system accepts before we do; it drops what is beyond. */
  public static final int BACKLOG = 4_096;

  /** The body that {@code POST /rooms} may have (it is ignored), in bytes. */
  public static final int CREATE_BODY_BYTES = 8 * 1024;

  private EdgeLimits() {}
}

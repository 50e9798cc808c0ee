package usher.router.edge;

import java.time.Duration;

/** The bounds of the player port. */
public final class EdgeLimits {
  /** The longest head of a request that an operator may allow, in bytes. */
  public static final int MAX_HEAD_BYTES = 64 * 1024;

  /** Refused players who may take their time to read why; one more is shut out without. */
  static final int LINGERING = 1_024;

  /** How long a stopping router waits for one of its event loops. */
  public static final Duration STOP = Duration.ofSeconds(2);

  /** How long a refused player has to read why and go. */
  public static final Duration REFUSAL_LINGER = Duration.ofSeconds(2);

  /** Connections that the system accepts before we do; it drops what is beyond. */
  public static final int BACKLOG = 4_096;

  /** The body that {@code POST /rooms} may have (it is ignored), in bytes. */
  public static final int CREATE_BODY_BYTES = 8 * 1024;

  private EdgeLimits() {}
}

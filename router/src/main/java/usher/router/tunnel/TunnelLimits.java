package usher.router.tunnel;

import java.time.Duration;

/** The bounds of a tunnel. */
public final class TunnelLimits {
  /** How long a tunnel lives on after one side ended its stream; then it is reset. */
  public static final Duration HALF_CLOSED = Duration.ofSeconds(60);

  /** How long a player has to take our Close and go; then it is reset. */
  public static final Duration CLOSE_LINGER = Duration.ofSeconds(2);

  private TunnelLimits() {}
}

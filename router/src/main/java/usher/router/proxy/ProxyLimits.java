package usher.router.proxy;

import java.time.Duration;

/** The bounds of one exchange. */
public final class ProxyLimits {
  /** From a request's head to its node's answer to an upgrade, all tries together. */
  public static final Duration HANDSHAKE = Duration.ofSeconds(10);

  /** From a connection with the node to the head of its answer to a plain request. */
  public static final Duration ANSWER = Duration.ofSeconds(60);

  /** The longest head of a node's answer, in bytes. */
  public static final int ANSWER_HEAD_BYTES = 16 * 1024;

  private ProxyLimits() {}
}

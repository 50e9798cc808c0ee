package usher.node.heartbeat.dial;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try to reach a router: anything up to a bound that doubles with
 * each failure in a row, so that nodes that lost one router together do not come back together. One
 * thread.
 *
 * <p>The bounds come from what a router that starts needs: it places no unknown room for one lease
 * and a margin (2.1 s), and within that time each node is to have told it of its rooms. At most
 * half a second between tries leaves time for four.
 */
public final class Backoff {
  /** The least wait, in milliseconds: a router that closes at once is not dialled in a circle. */
  public static final long MIN_MS = 5;

  /** The bound of the first wait, in milliseconds. */
  public static final long FIRST_MS = 50;

  /** The bound of every later wait, in milliseconds. */
  public static final long MAX_MS = 500;

  /** The least wait after a router refused the node, in milliseconds: people must act first. */
  public static final long REFUSED_MS = 1_000;

  private final DoubleSupplier random;
  private long boundMs = FIRST_MS;

  /**
   * @param random gives numbers from 0 to 1
   */
  public Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /** How many milliseconds to wait after one more failure. */
  public long nextMs() {
    long wait = MIN_MS + (long) (random.getAsDouble() * (boundMs - MIN_MS));
    boundMs = Math.min(MAX_MS, boundMs * 2);
    return wait;
  }

  /** How many milliseconds to wait after the router refused the node. */
  public long afterRefusalMs() {
    return REFUSED_MS + (long) (random.getAsDouble() * MAX_MS);
  }

  /** The router took the node: the next failure is the first again. */
  public void reset() {
    boundMs = FIRST_MS;
  }
}

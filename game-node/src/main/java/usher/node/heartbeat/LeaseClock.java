package usher.node.heartbeat;

import java.util.concurrent.TimeUnit;

/**
 * When the lease ends, by this process's monotonic clock alone. Renewed and revoked on the thread
 * {@code heartbeat}; read by any.
 */
final class LeaseClock implements Lease {
  private final LeaseListener listener;
  private volatile long endNs;
  private boolean toldHeld;

  /** A lease that was never granted. */
  LeaseClock(long nowNs, LeaseListener listener) {
    this.endNs = nowNs;
    this.listener = listener;
  }

  @Override
  public boolean holds(long nowNs) {
    return endNs - nowNs > 0;
  }

  /**
   * A router granted the lease in answer to a message.
   *
   * @param sentNs when the node sent that message: the router had it later, and counts from then
   */
  void renew(long sentNs, long leaseMs, long nowNs) {
    tell(nowNs);
    long end = sentNs + TimeUnit.MILLISECONDS.toNanos(leaseMs);
    if (end - endNs > 0) {
      endNs = end;
    }
    tell(nowNs);
  }

  /** The lease ends now, if it has not ended before. */
  void revoke(long nowNs) {
    if (endNs - nowNs > 0) {
      endNs = nowNs;
    }
    tell(nowNs);
  }

  /** Tells the listener what time has changed. */
  void tell(long nowNs) {
    boolean holds = holds(nowNs);
    if (holds != toldHeld) {
      toldHeld = holds;
      if (holds) {
        listener.onHeld();
      } else {
        listener.onLapsed();
      }
    }
  }
}

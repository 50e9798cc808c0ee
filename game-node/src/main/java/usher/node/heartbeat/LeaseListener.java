package usher.node.heartbeat;

/**
 * Hears of the lease. Called on the thread {@code heartbeat}; must return at once. It may hear of a
 * lapse a little late: what serves asks {@link Lease#holds} each time.
 */
public interface LeaseListener {
  /** The lease holds, for the first time or again. */
  void onHeld();

  /** The lease has lapsed. */
  void onLapsed();
}

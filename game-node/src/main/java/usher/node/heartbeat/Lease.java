package usher.node.heartbeat;

/** The node's right to serve. */
@FunctionalInterface
public interface Lease {
  /**
   * Whether the node may serve now; any thread, on every command.
   *
   * @param nowNs {@link System#nanoTime}
   */
  boolean holds(long nowNs);
}

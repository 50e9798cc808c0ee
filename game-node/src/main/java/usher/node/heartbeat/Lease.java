package usher.node.heartbeat;

/** The node's right to serve. */
@FunctionalInterface
public interface Lease {
  /** The lease of a node that serves without a router. */
  Lease ALWAYS = nowNs -> true;

  /**
   * Whether the node may serve now; any thread, on every command.
   *
   * @param nowNs {@link System#nanoTime}
   */
  boolean holds(long nowNs);
}

package usher.router.cluster;

/** Does what the cluster wants done. */
@FunctionalInterface
public interface ClusterEffects {
  /**
   * Begins one effect, on the thread {@code cluster}; it must return at once. What it throws is
   * logged and counted, and ends nothing.
   */
  void run(ClusterEffect effect);
}

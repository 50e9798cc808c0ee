package usher.router.live;

/**
 * What a watcher is told of the router itself, once.
 *
 * @param startedAtMs since 1970
 * @param heartbeatMs how often nodes are to report
 * @param leaseMs how long a silent node keeps its rooms
 */
public record RouterLook(String version, long startedAtMs, long heartbeatMs, long leaseMs) {}

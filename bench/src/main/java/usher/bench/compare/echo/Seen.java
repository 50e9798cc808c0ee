package usher.bench.compare.echo;

/**
 * What a phase saw in its measured window.
 *
 * @param count echoes, or handshakes
 * @param p50Ns the median time of one
 * @param errors sockets that ended when they should not have
 */
public record Seen(long count, double seconds, long p50Ns, long p99Ns, long errors) {}

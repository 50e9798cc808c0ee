package usher.bench.compare;

/**
 * What one proxy held in one round.
 *
 * @param round from 1
 * @param baselineBytes before the idle tunnels
 * @param bytesPerTunnel by how much it grew, for each
 */
record MemorySample(String proxy, int round, long baselineBytes, double bytesPerTunnel) {}

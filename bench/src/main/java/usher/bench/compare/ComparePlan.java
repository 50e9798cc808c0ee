package usher.bench.compare;

/**
 * What a comparison was asked for.
 *
 * @param rounds that count
 * @param warmUpRounds that do not
 * @param warmUpCount echoes and handshakes through a proxy with a JIT compiler before that
 * @param memoryRounds with fresh processes, for memory alone
 * @param windowMs what is measured of each scenario in each round, in milliseconds
 * @param settleMs how long each goes on before that, in milliseconds
 * @param players who echo
 * @param pacePerSecond echoes a second of the paced scenario, all players together
 * @param connectsAtOnce handshakes under way
 * @param idle tunnels whose memory is measured
 */
record ComparePlan(
    int rounds,
    int warmUpRounds,
    int warmUpCount,
    int memoryRounds,
    long windowMs,
    long settleMs,
    int players,
    double pacePerSecond,
    int connectsAtOnce,
    int idle) {}

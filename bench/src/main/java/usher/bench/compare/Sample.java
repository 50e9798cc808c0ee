package usher.bench.compare;

import usher.bench.compare.echo.Seen;

/**
 * One scenario of one proxy in one round.
 *
 * @param round from 1
 * @param cpuMicros the proxy's CPU time for one echo or handshake
 * @param perSecond echoes or handshakes
 */
record Sample(
    String proxy,
    String scenario,
    int round,
    double cpuMicros,
    double perSecond,
    double p50Micros,
    double p99Micros,
    long errors) {

  static Sample of(String proxy, Scenario scenario, int round, long cpuNs, Seen seen) {
    return new Sample(
        proxy,
        scenario.title(),
        round,
        seen.count() == 0 ? Double.NaN : cpuNs / 1e3 / seen.count(),
        seen.count() / seen.seconds(),
        seen.p50Ns() / 1e3,
        seen.p99Ns() / 1e3,
        seen.errors());
  }
}

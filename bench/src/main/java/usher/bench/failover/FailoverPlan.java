package usher.bench.failover;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A show.
 *
 * @param every from one fault to the next
 * @param rate commands a second of each player
 * @param journal the router's {@code --journal}
 * @param directory where logs and the journal are
 */
record FailoverPlan(
    Kind kind,
    int rounds,
    int nodes,
    int rooms,
    int playersPerRoom,
    Duration every,
    double rate,
    String journal,
    Path routerJar,
    Path nodeJar,
    Path directory) {
  long gapNs() {
    return (long) (1e9 / rate);
  }
}

package usher.bench.failover;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A show.
 *
 * @param warmUp how long they play before the first fault
 * @param every from one fault to the next
 * @param rate commands a second of each player
 * @param journal the router's {@code --journal}
 * @param replicas the router's {@code --journal-replicas}
 * @param jvm options of the JVMs of router and nodes
 * @param directory where logs and the journal are
 */
record FailoverPlan(
    Kind kind,
    int rounds,
    int nodes,
    int rooms,
    int playersPerRoom,
    Duration warmUp,
    Duration every,
    double rate,
    String journal,
    int replicas,
    List<String> jvm,
    Path routerJar,
    Path nodeJar,
    Path directory) {
  long gapNs() {
    return (long) (1e9 / rate);
  }
}

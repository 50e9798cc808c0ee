package usher.bench.failover;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Harms a house, once a round, and leaves it whole again. One thread. */
final class Faults {
  /** A node is stopped for its lease and as much again. */
  private static final long STOP_MS = 4_000;

  private static final long REDIS_STOP_MS = 5_000;

  /** A killed node is started again after as long as the systemd unit in the docs waits. */
  private static final long RESTART_MS = 1_000;

  private static final int MOVES = 20;

  private final FailoverPlan plan;
  private final House house;
  private final Crowd crowd;
  private final Random random;
  private int redisRounds;

  Faults(FailoverPlan plan, House house, Crowd crowd, Random random) {
    this.plan = plan;
    this.house = house;
    this.crowd = crowd;
    this.random = random;
  }

  /** One fault; returns when the house is whole again. */
  String round() throws IOException, InterruptedException {
    List<String> ids = house.nodeIds();
    String id = ids.get(random.nextInt(ids.size()));
    crowd.faultComes();
    return switch (plan.kind()) {
      case KILL -> kill(id);
      case RESTART -> restart(id);
      case STOP -> stop(id);
      case MOVE -> move();
      case DRAIN -> drain(id);
      case REDIS -> redis();
      case ROUTER -> router();
    };
  }

  private String kill(String id) throws IOException, InterruptedException {
    house.node(id).kill();
    Thread.sleep(RESTART_MS);
    house.startNode(id);
    house.awaitNodes();
    return "killed " + id;
  }

  private String restart(String id) throws IOException, InterruptedException {
    house.node(id).leave();
    house.startNode(id);
    house.awaitNodes();
    return "restarted " + id;
  }

  private String stop(String id) throws IOException, InterruptedException {
    ProcessHandle node = house.node(id).handle();
    HouseProcess.signal(node, "STOP");
    Thread.sleep(STOP_MS);
    HouseProcess.signal(node, "CONT");
    house.awaitNodes();
    return "stopped " + id + " for " + STOP_MS + " ms";
  }

  private String move() throws IOException, InterruptedException {
    for (int i = 0; i < MOVES; i++) {
      house.move("room-" + random.nextInt(plan.rooms()));
    }
    return "moved " + MOVES + " rooms";
  }

  private String drain(String id) throws IOException, InterruptedException {
    house.post("/v1/nodes/" + id + "/drain");
    house.awaitEmpty(id);
    house.post("/v1/nodes/" + id + "/undrain");
    house.awaitNodes();
    return "drained " + id;
  }

  /** Stopped and continued, killed with -9 and started again by the router: in turns. */
  private String redis() throws IOException, InterruptedException {
    ProcessHandle redis = house.redis();
    redisRounds++;
    if (redisRounds % 2 == 0) {
      redis.destroyForcibly();
      return "killed Redis";
    }
    HouseProcess.signal(redis, "STOP");
    Thread.sleep(REDIS_STOP_MS);
    HouseProcess.signal(redis, "CONT");
    return "stopped Redis for " + REDIS_STOP_MS + " ms";
  }

  private String router() throws IOException, InterruptedException {
    crowd.letSocketsClose(true);
    house.killRouter();
    house.startRouter();
    house.awaitNodes();
    return "killed the router";
  }
}

package usher.common.journal.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Three real servers, all masters, that share the keys between them. */
public final class TestCluster implements AutoCloseable {
  private static final int SLOTS = 16_384;
  private static final int SERVERS = 3;

  private final List<TestRedis> servers = new ArrayList<>();

  private TestCluster() {}

  /** Starts them, and waits until they know each other. */
  public static TestCluster start() {
    TestCluster cluster = new TestCluster();
    try {
      for (int i = 0; i < SERVERS; i++) {
        cluster.servers.add(TestRedis.start("--cluster-enabled", "yes"));
      }
      cluster.join();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** A server; each has a third of the slots, in their order. */
  public TestRedis server(int number) {
    return servers.get(number);
  }

  List<TestRedis> servers() {
    return List.copyOf(servers);
  }

  /** The address of a journal in it, which names this server first, and the others after it. */
  public String journal(int first) {
    List<TestRedis> order = new ArrayList<>(servers);
    Collections.rotate(order, -first);
    return "redis+cluster://"
        + order.stream().map(each -> each.address().toString()).collect(Collectors.joining(","));
  }

  private void join() {
    for (int i = 0; i < servers.size(); i++) {
      try (Jedis jedis = servers.get(i).jedis()) {
        int from = SLOTS * i / servers.size();
        int to = SLOTS * (i + 1) / servers.size();
        int[] slots = new int[to - from];
        for (int slot = from; slot < to; slot++) {
          slots[slot - from] = slot;
        }
        jedis.clusterAddSlots(slots);
        if (i > 0) {
          jedis.clusterMeet("127.0.0.1", servers.get(0).address().port());
        }
      }
    }
    for (TestRedis server : servers) {
      JournalPeer.until("the cluster is whole", () -> isWhole(server));
    }
  }

  private static boolean isWhole(TestRedis server) {
    try (Jedis jedis = server.jedis()) {
      String info = jedis.clusterInfo();
      return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + SERVERS);
    } catch (JedisException e) {
      return false;
    }
  }

  @Override
  public void close() {
    servers.forEach(TestRedis::close);
  }
}

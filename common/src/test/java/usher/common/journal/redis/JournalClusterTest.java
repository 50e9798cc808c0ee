package usher.common.journal.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.journal.JournalReply;
import usher.common.room.RoomId;

/** Real servers that share the keys between them, and a real sentinel. */
class JournalClusterTest {
  private static final int SLOTS = 16_384;

  @Test
  void aClusterKeepsEachRoomWhereItBelongs() throws Exception {
    List<TestRedis> servers = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        servers.add(TestRedis.start("--cluster-enabled", "yes"));
      }
      join(servers);
      String address = "redis+cluster://" + servers.get(0).address();
      try (JournalPeer peer = JournalPeer.connected(JournalAddress.parse(address))) {
        JournalPeer.until("every server is connected", peer.journal::connected);
        for (int room = 0; room < 30; room++) {
          assertEquals(new JournalReply.Done(), peer.claim(new RoomId("room-" + room), 7));
        }
        for (TestRedis server : servers) {
          try (Jedis jedis = server.jedis()) {
            assertTrue(jedis.dbSize() > 0);
          }
        }
      }
    } finally {
      servers.forEach(TestRedis::close);
    }
  }

  private static void join(List<TestRedis> servers) {
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
      JournalPeer.until(
          "the cluster is whole",
          () -> {
            try (Jedis jedis = server.jedis()) {
              String info = jedis.clusterInfo();
              return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
            } catch (JedisException e) {
              return false;
            }
          });
    }
  }

  @Test
  void aSentinelTellsWhoIsMaster() throws Exception {
    try (TestRedis redis = TestRedis.start();
        TestRedis sentinel =
            TestRedis.sentinel(
                "sentinel monitor main 127.0.0.1 " + redis.address().port() + " 1\n");
        JournalPeer peer =
            JournalPeer.connected(
                JournalAddress.parse("redis+sentinel://" + sentinel.address() + "/main"))) {
      assertEquals(new JournalReply.Done(), peer.claim(7));
    }
  }
}

package usher.common.journal.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import usher.common.journal.JournalReply;
import usher.common.room.RoomId;

/** Real servers that share the keys between them, and a real sentinel. */
class JournalClusterTest {
  @Test
  void aClusterKeepsEachRoomWhereItBelongs() throws Exception {
    try (TestCluster cluster = TestCluster.start()) {
      String address = "redis+cluster://" + cluster.server(0).address();
      try (JournalPeer peer = JournalPeer.connected(JournalAddress.parse(address))) {
        JournalPeer.until("every server is connected", peer.journal::connected);
        for (int room = 0; room < 30; room++) {
          assertEquals(new JournalReply.Done(), peer.claim(new RoomId("room-" + room), 7));
        }
        for (TestRedis server : cluster.servers()) {
          try (Jedis jedis = server.jedis()) {
            assertTrue(jedis.dbSize() > 0);
          }
        }
      }
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

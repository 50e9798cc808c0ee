package usher.common.journal.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import usher.common.journal.JournalReply;
import usher.common.net.HostPort;
import usher.common.player.EventId;

/** What goes wrong with a real Redis, and how the journal says it. */
class JournalFaultTest {
  private static final long DEADLINE_S = 15;

  private static String unusable(JournalAddress address) {
    try (JournalPeer peer = new JournalPeer(address)) {
      return assertThrows(JournalUnusableException.class, peer.journal::awaitConnected).why();
    }
  }

  @Test
  void aKilledRedisFailsWhatIsAskedAndComesBackWithAllThatWasKept() throws Exception {
    try (TestRedis redis = TestRedis.start();
        JournalPeer peer = JournalPeer.connected(redis.journal())) {
      peer.claim(7);
      redis.kill();
      assertTrue(((JournalReply.Failed) peer.append(JournalPeer.append(7, 1))).broken());
      assertTrue(peer.broken.poll(DEADLINE_S, TimeUnit.SECONDS) != null);
      assertTrue(((JournalReply.Failed) peer.append(JournalPeer.append(7, 1))).broken());
      redis.restart();
      JournalPeer.until("connected again", peer.journal::connected);
      assertEquals(new EventId(7, 0), peer.top());
      assertEquals(new JournalReply.Done(), peer.append(JournalPeer.append(7, 1)));
    }
  }

  @Test
  void aRedisThatIsSilentForTooLongIsBroken() throws Exception {
    try (TestRedis redis = TestRedis.start();
        JournalPeer peer = JournalPeer.connected(redis.journal())) {
      peer.claim(7);
      redis.pause();
      assertTrue(((JournalReply.Failed) peer.append(JournalPeer.append(7, 1))).broken());
      assertTrue(peer.broken.poll(DEADLINE_S, TimeUnit.SECONDS) != null);
      redis.resume();
      JournalPeer.until("connected again", peer.journal::connected);
      assertTrue(peer.top() != null);
    }
  }

  @Test
  void anIdleConnectionThatBreaksIsTold() throws Exception {
    try (TestRedis redis = TestRedis.start();
        JournalPeer peer = JournalPeer.connected(redis.journal())) {
      redis.kill();
      assertTrue(peer.broken.poll(DEADLINE_S, TimeUnit.SECONDS) != null);
      assertFalse(peer.journal.connected());
    }
  }

  @Test
  void aWriteThatIsStuckIsBrokenOff() throws Exception {
    try (TestRedis redis = TestRedis.start();
        JournalPeer peer = JournalPeer.connected(redis.journal())) {
      peer.claim(7);
      redis.pause();
      JournalReply reply = peer.append(JournalPeer.append(7, 1, null, "s".repeat(20 << 20), "{}"));
      assertTrue(((JournalReply.Failed) reply).broken());
      redis.resume();
    }
  }

  @Test
  void aRedisWhoseMemoryIsFullFailsAppendsAndKeepsTheConnection() throws Exception {
    try (TestRedis redis = TestRedis.start("--maxmemory", "4mb");
        JournalPeer peer = JournalPeer.connected(redis.journal());
        Jedis other = redis.jedis()) {
      peer.claim(7);
      other.configSet("maxmemory", "1");
      JournalReply.Failed failed = (JournalReply.Failed) peer.append(JournalPeer.append(7, 1));
      assertFalse(failed.broken());
      assertTrue(failed.why().contains("OOM"), failed.why());
      assertEquals(new EventId(7, 0), peer.top());
      other.configSet("maxmemory", "0");
      assertEquals(new JournalReply.Done(), peer.append(JournalPeer.append(7, 1)));
      assertTrue(peer.broken.isEmpty());
    }
  }

  @Test
  void aRedisThatCannotWriteToItsDiskFailsAppendsAndPublishesStill() throws Exception {
    try (TestRedis redis = TestRedis.start("--save", "3600 1");
        JournalPeer peer = JournalPeer.connected(redis.journal());
        Jedis other = redis.jedis()) {
      peer.claim(7);
      Path inTheWay = Path.of(other.configGet("dir").get("dir"), "dump.rdb", "x");
      Files.createDirectories(inTheWay);
      other.bgsave();
      JournalPeer.until(
          "the disk is full", () -> other.info("persistence").contains("bgsave_status:err"));
      JournalReply.Failed failed = (JournalReply.Failed) peer.append(JournalPeer.append(7, 1));
      assertFalse(failed.broken());
      assertTrue(failed.why().contains("MISCONF"), failed.why());
      try (PlainRedis plain = PlainRedis.connect(redis.journal())) {
        assertEquals(0, plain.any().publish("prices", "100.1"));
      }
      Files.delete(inTheWay);
      Files.delete(inTheWay.getParent());
      other.bgsave();
      JournalPeer.until(
          "there is room again", () -> other.info("persistence").contains("bgsave_status:ok"));
      assertEquals(new JournalReply.Done(), peer.append(JournalPeer.append(7, 1)));
      assertTrue(peer.broken.isEmpty());
    }
  }

  @Test
  void whatAnOperatorMustMendIsToldOnceAndItsEndToo() {
    RefusedWrites writes = new RefusedWrites();
    JournalReply full = new JournalReply.Failed(false, "Redis says: MISCONF Errors writing");
    assertNull(writes.heard(new JournalReply.Done(), 5));
    assertEquals(
        "nothing is kept, and rooms wait: Redis says: MISCONF Errors writing",
        writes.heard(full, 10));
    assertNull(writes.heard(full, 20));
    assertNull(writes.heard(new JournalReply.Failed(true, "not connected"), 30));
    assertEquals("Redis keeps entries again", writes.heard(new JournalReply.Done(), 40));
    assertNull(writes.heard(new JournalReply.Done(), 50));
  }

  @Test
  void aRedisThatEvictsIsNoJournal() {
    try (TestRedis redis = TestRedis.start("--maxmemory-policy", "allkeys-lru")) {
      String why = unusable(redis.journal());
      assertTrue(why.contains("allkeys-lru") && why.contains("noeviction"), why);
    }
  }

  @Test
  void aWrongPasswordAndAMissingOneAreSaidWithoutThePassword() {
    try (TestRedis redis = TestRedis.start("--requirepass", "right")) {
      String why = unusable(JournalAddress.standalone(redis.address(), "hidden"));
      assertTrue(why.contains("refuses the password"), why);
      assertFalse(why.contains("hidden"), why);
      assertTrue(unusable(redis.journal()).contains("wants a password"));
    }
  }

  @Test
  void whereNothingListensThatIsSaid() {
    String why = unusable(JournalAddress.standalone(new HostPort("127.0.0.1", 1), ""));
    assertTrue(why.contains("cannot reach Redis at 127.0.0.1:1"), why);
  }

  @Test
  void tooFewReplicasFailTheAppend() throws Exception {
    try (TestRedis redis = TestRedis.start();
        JournalPeer peer =
            JournalPeer.connected(redis.journal().keeping(JournalAddress.DEFAULT_RETENTION, 1))) {
      assertEquals(new JournalReply.Failed(false, "kept by 0 of 1 replicas"), peer.claim(7));
      try (TestRedis replica =
              TestRedis.start("--replicaof", "127.0.0.1 " + redis.address().port());
          Jedis other = redis.jedis()) {
        JournalPeer.until(
            "the replica is there", () -> other.info("replication").contains("state=online"));
        // It is online before it has loaded what there is, and only then says what it has.
        other.set("first", "word");
        assertEquals(1, other.waitReplicas(1, 10_000));
        assertEquals(new JournalReply.Done(), peer.claim(8));
        assertTrue(unusable(replica.journal()).contains("is a replica"));
      }
    }
  }
}

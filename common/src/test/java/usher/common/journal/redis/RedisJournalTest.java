package usher.common.journal.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.player.EventId;

class RedisJournalTest {
  private static final int MANY = 10_000;

  private static final int ROOMS_AT_ONCE = 5_000;
  private static TestRedis redis;
  private Jedis other;
  private JournalPeer peer;

  @BeforeAll
  static void startRedis() {
    redis = TestRedis.start();
  }

  @AfterAll
  static void endRedis() {
    redis.close();
  }

  @BeforeEach
  void connect() throws JournalUnusableException {
    other = redis.jedis();
    other.flushAll();
    peer = JournalPeer.connected(redis.journal());
  }

  @AfterEach
  void end() {
    peer.close();
    other.close();
  }

  @Test
  void whatIsKeptIsReadBackToTheLetter() {
    assertNull(peer.top());
    assertEquals(new JournalReply.Done(), peer.claim(7));
    JournalCommand.Append append =
        (JournalCommand.Append) JournalPeer.append(7, 1, null, "{\"s\":1}", "{\"say\":\"\\\"é\"}");
    assertEquals(new JournalReply.Done(), peer.append(append));
    assertEquals(List.of(append.entry()), peer.above(new EventId(7, 0), 10));
    assertEquals(new EventId(7, 1), peer.top());
    assertEquals(2, peer.above(new EventId(0, 0), 10).size());
    assertEquals(1, peer.above(new EventId(0, 0), 1).size());
    assertTrue(peer.above(new EventId(0, 0), 1).get(0).isClaim());
  }

  @Test
  void anAppendDoesNotWaitForTheRoomsThatComeBackBeforeIt() throws InterruptedException {
    peer.claim(7);
    CountDownLatch allAsked = new CountDownLatch(1);
    peer.journal.ask(new JournalCommand.Top(JournalPeer.ROOM), reply -> awaitQuietly(allAsked));
    AtomicInteger read = new AtomicInteger();
    CountDownLatch allRead = new CountDownLatch(ROOMS_AT_ONCE);
    for (int i = 0; i < ROOMS_AT_ONCE; i++) {
      peer.journal.ask(
          new JournalCommand.Range(JournalPeer.ROOM, new EventId(0, 0), 10),
          reply -> {
            read.incrementAndGet();
            allRead.countDown();
          });
    }
    AtomicInteger before = new AtomicInteger(ROOMS_AT_ONCE);
    peer.journal.ask(JournalPeer.append(7, 1), reply -> before.set(read.get()));
    allAsked.countDown();
    assertTrue(allRead.await(15, TimeUnit.SECONDS));
    assertTrue(
        before.get() <= 2 * JournalLimits.MAX_TURN_RANGES, before + " rooms were read before");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anIdAtOrBelowTheTopIsRefused() {
    peer.claim(7);
    peer.append(JournalPeer.append(7, 3));
    assertInstanceOf(JournalReply.Refused.class, peer.append(JournalPeer.append(7, 3)));
    assertInstanceOf(JournalReply.Refused.class, peer.append(JournalPeer.append(6, 9)));
    assertInstanceOf(JournalReply.Refused.class, peer.claim(7));
    assertEquals(new JournalReply.Done(), peer.claim(8));
    assertInstanceOf(JournalReply.Refused.class, peer.append(JournalPeer.append(7, 4)));
    assertEquals(new EventId(8, 0), peer.top());
  }

  @Test
  void onlyAClaimMakesAStream() {
    assertInstanceOf(JournalReply.Refused.class, peer.append(JournalPeer.append(7, 1)));
    assertInstanceOf(
        JournalReply.Refused.class,
        JournalPeer.reply(peer.ask(new JournalCommand.Renew(JournalPeer.ROOM))));
    assertNull(peer.top());
  }

  @Test
  void entriesBelowTheOneToKeepFromAreDropped() {
    peer.claim(7);
    peer.append(JournalPeer.append(7, 1));
    peer.append(JournalPeer.append(7, 2));
    assertEquals(
        new JournalReply.Done(),
        peer.append(JournalPeer.append(7, 3, new EventId(7, 2), "{}", "{}")));
    assertEquals(new EventId(7, 2), peer.above(new EventId(0, 0), 9).get(0).id());
  }

  @Test
  void claimsSnapshotsAndRenewalsRenewTheTimeAndOthersDoNot() {
    peer.claim(7);
    assertTrue(other.ttl(JournalPeer.KEY) > 604_000);
    other.expire(JournalPeer.KEY, 1_000);
    peer.append(JournalPeer.append(7, 1));
    assertTrue(other.ttl(JournalPeer.KEY) <= 1_000);
    peer.append(JournalPeer.append(7, 2, null, "{}", "{}"));
    assertTrue(other.ttl(JournalPeer.KEY) > 604_000);
    other.expire(JournalPeer.KEY, 1_000);
    assertEquals(
        new JournalReply.Done(),
        JournalPeer.reply(peer.ask(new JournalCommand.Renew(JournalPeer.ROOM))));
    assertTrue(other.ttl(JournalPeer.KEY) > 604_000);
  }

  @Test
  void manyAppendsAtOnceKeepTheirOrder() {
    // A Redis that gets no processor breaks the connection, as it should: then once more.
    long epoch = 7;
    while (!keepsManyInOrder(epoch) && epoch < 10) {
      epoch++;
    }
    EventId last = new EventId(epoch, MANY);
    assertEquals(last, peer.above(new EventId(epoch, MANY - 1), 2).get(0).id());
    assertEquals(MANY + 1L, other.xrange(JournalPeer.KEY, epoch + "-0", epoch + "-" + MANY).size());
  }

  /** Whether all were kept; false where the connection broke, and all is known to be in doubt. */
  private boolean keepsManyInOrder(long epoch) {
    peer.claim(epoch);
    List<CompletableFuture<JournalReply>> asked = new ArrayList<>();
    for (int seq = 1; seq <= MANY; seq++) {
      asked.add(peer.ask(JournalPeer.append(epoch, seq)));
    }
    boolean all = true;
    for (CompletableFuture<JournalReply> each : asked) {
      JournalReply reply = JournalPeer.reply(each);
      if (reply instanceof JournalReply.Failed failed && failed.broken()) {
        all = false;
      } else if (all) {
        assertEquals(new JournalReply.Done(), reply);
      }
    }
    return all;
  }

  @Test
  void anotherProgramsEntriesAndNewerOnesAreTold() {
    other.xadd(JournalPeer.KEY, new StreamEntryID(1, 1), Map.of("temperature", "20"));
    other.xadd(JournalPeer.KEY, new StreamEntryID(2, 1), Map.of("v", "2 a#1 c"));
    List<JournalEntry> entries = peer.above(new EventId(0, 0), 10);
    assertEquals(
        List.of(
            JournalEntry.unread(new EventId(1, 1), JournalEntry.Form.FOREIGN),
            JournalEntry.unread(new EventId(2, 1), JournalEntry.Form.NEWER)),
        entries);
  }

  @Test
  void aKeyOfAnotherKindFailsAndBreaksNothing() {
    other.set(JournalPeer.KEY, "no stream");
    JournalReply.Failed failed = (JournalReply.Failed) peer.claim(7);
    assertTrue(failed.why().contains("WRONGTYPE"), failed.why());
    assertEquals(false, failed.broken());
    assertTrue(peer.broken.isEmpty());
  }

  @Test
  void aClosedJournalTakesNothing() {
    peer.close();
    assertEquals(false, peer.journal.ask(new JournalCommand.Top(JournalPeer.ROOM), reply -> {}));
  }
}

package usher.router.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalEntry.Form;
import usher.common.journal.JournalReply;
import usher.common.journal.redis.JournalMetrics;
import usher.common.journal.redis.RedisJournal;
import usher.common.journal.redis.TestRedis;
import usher.common.player.EventId;
import usher.common.room.RoomId;

/** What every store of pins does, and what the one in a journal makes of what it finds there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinStoreTest {
  private static final Incarnation ANN = new Incarnation(new NodeId("node-1"), "a");
  private static final Incarnation BOB = new Incarnation(new NodeId("node-2"), "b");

  private final FakeJournal fake = new FakeJournal();
  private TestRedis redis;
  private RedisJournal journal;
  private Map<String, PinStore> stores = Map.of();

  @BeforeAll
  void start() throws Exception {
    redis = TestRedis.start();
    journal = RedisJournal.start(redis.journal(), JournalMetrics.NONE, () -> {});
    journal.awaitConnected();
    stores =
        Map.of(
            "memory",
            new MemoryPinStore(),
            "journal",
            new JournalPinStore(fake),
            "redis",
            new JournalPinStore(journal));
  }

  @AfterAll
  void end() {
    journal.close();
    redis.close();
  }

  private PinStore store(String name) {
    return stores.getOrDefault(name, new MemoryPinStore());
  }

  private static StoredPin lookUp(PinStore store, String room) throws Exception {
    CompletableFuture<StoredPin> found = new CompletableFuture<>();
    store.lookUp(new RoomId(room), found::complete);
    return found.get(10, TimeUnit.SECONDS);
  }

  private static ClaimOutcome claim(
      PinStore store, String room, long epoch, Incarnation owner, String nonce) throws Exception {
    CompletableFuture<ClaimOutcome> outcome = new CompletableFuture<>();
    store.claim(new RoomId(room), epoch, owner, nonce, outcome::complete);
    return outcome.get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "journal", "redis"})
  void aRoomThatNobodyHadIsNobodys(String name) throws Exception {
    assertEquals(new StoredPin.None(), lookUp(store(name), "fresh"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "journal", "redis"})
  void aClaimMakesTheRoomTheOwnersWithItsEpochAndItsNonce(String name) throws Exception {
    PinStore store = store(name);
    assertEquals(ClaimOutcome.MADE, claim(store, "lobby", 7, ANN, "router:x:1"));
    assertEquals(new StoredPin.Kept(7, ANN, "router:x:1"), lookUp(store, "lobby"));
    assertEquals(new StoredPin.None(), lookUp(store, "lobby2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "journal", "redis"})
  void ofTwoClaimsAtOneEpochOneIsRefusedAndSoIsEachBelow(String name) throws Exception {
    PinStore store = store(name);
    assertEquals(ClaimOutcome.MADE, claim(store, "contested", 7, ANN, "1"));
    assertEquals(ClaimOutcome.REFUSED, claim(store, "contested", 7, BOB, "2"));
    assertEquals(ClaimOutcome.REFUSED, claim(store, "contested", 6, BOB, "3"));
    assertEquals(new StoredPin.Kept(7, ANN, "1"), lookUp(store, "contested"));
    assertEquals(ClaimOutcome.MADE, claim(store, "contested", 8, BOB, "4"));
    assertEquals(new StoredPin.Kept(8, BOB, "4"), lookUp(store, "contested"));
  }

  @Test
  void whatNewerSoftwareAndWhatOtherProgramsWroteIsToldApart() throws Exception {
    EventId id = new EventId(9, 3);
    fake.tops.put(new RoomId("newer"), JournalEntry.unread(id, Form.NEWER));
    fake.tops.put(new RoomId("foreign"), JournalEntry.unread(id, Form.FOREIGN));
    fake.tops.put(new RoomId("odd"), JournalEntry.claim(9, "no incarnation", "c"));
    assertEquals(new StoredPin.Newer(), lookUp(store("journal"), "newer"));
    assertEquals(new StoredPin.Foreign(9), lookUp(store("journal"), "foreign"));
    assertEquals(new StoredPin.Foreign(9), lookUp(store("journal"), "odd"));
  }

  @Test
  void aJournalThatDoesNotAnswerIsUnavailableAndNothingIsKnownOfTheClaim() throws Exception {
    FakeJournal silent = new FakeJournal();
    PinStore store = new JournalPinStore(silent);
    silent.failing = true;
    silent.instead = new JournalReply.Failed(true, "it broke");
    assertEquals(new StoredPin.Unavailable("it broke"), lookUp(store, "lobby"));
    assertEquals(ClaimOutcome.UNAVAILABLE, claim(store, "lobby", 7, ANN, "1"));
    silent.full = true;
    assertEquals(
        new StoredPin.Unavailable("as much waits for the journal as may"), lookUp(store, "lobby"));
    assertEquals(ClaimOutcome.UNAVAILABLE, claim(store, "lobby", 7, ANN, "1"));
  }
}

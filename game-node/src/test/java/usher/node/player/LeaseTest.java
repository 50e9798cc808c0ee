package usher.node.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import usher.common.room.RoomId;

class LeaseTest {
  private static final RoomId TEA = new RoomId("tea");

  @Test
  void aRoomWithoutLeasePausesAndHoldsCommandsUntilItIsBack() {
    try (TestNode node = TestNode.underRouter()) {
      node.rooms.place(TEA, 7, null);
      try (TestPlayer ann = node.join("tea?player=ann")) {
        ann.next("welcome");
        node.lease.set(false);
        ann.next("paused");
        ann.send("{\"say\":\"one\"}");
        ann.send("{");
        node.lease.set(true);
        assertEquals("node-1", ann.next("resumed").path("node").asText());
        assertEquals(1, ann.next("event").path("n").asInt());
        assertEquals(2, ann.next("rejected").path("n").asInt());
      }
    }
  }

  @Test
  void whoComesWhileTheRoomPausesWaitsAndIsRefusedInTime() {
    try (TestNode node = TestNode.underRouter()) {
      node.rooms.place(TEA, 7, null);
      node.lease.set(false);
      assertEquals(503, TestPlayer.refusal(node.port(), "tea"));
      assertTrue(node.announced.stream().noneMatch(said -> said.startsWith("stale")));
    }
  }

  @Test
  void aRoomForgottenWhilePausedDecidesNothingEvenIfTheLeaseIsBackAtOnce() {
    try (TestNode node = TestNode.underRouter()) {
      node.rooms.place(TEA, 7, null);
      try (TestPlayer ann = node.join("tea?player=ann")) {
        ann.next("welcome");
        node.lease.set(false);
        ann.next("paused");
        ann.send("{\"say\":\"lost\"}");
        node.rooms.forget(TEA, 7);
        node.lease.set(true);
        assertEquals("1012 room-unavailable", ann.closedWith());
        assertEquals(0, ann.waiting());
        assertEquals(0, node.rooms.held().size());
      }
    }
  }

  @Test
  void aHigherPlacementRaisesTheEpochAndALowerForgetIsOldNews() {
    try (TestNode node = TestNode.underRouter()) {
      node.rooms.place(TEA, 7, null);
      try (TestPlayer ann = node.join("tea?player=ann")) {
        ann.next("welcome");
        node.rooms.place(TEA, 9, null);
        node.rooms.forget(TEA, 8);
        node.rooms.place(TEA, 3, null);
        ann.send("{\"say\":\"hi\"}");
        assertEquals("9-2", ann.next("event").path("id").asText());
        assertEquals(9, node.rooms.held().get(0).epoch());
      }
    }
  }

  @Test
  void aForgetThatOvertakesAHigherPlacementInTheQueueDoesNotFenceTheRoom() throws Exception {
    try (TestNode node = TestNode.underRouter()) {
      node.rooms.place(TEA, 7, null);
      try (TestPlayer ann = node.join("tea?player=ann")) {
        ann.next("welcome");
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        node.rooms.describe(
            TEA,
            room -> {
              asked.countDown();
              try {
                busy.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
        asked.await();
        node.rooms.place(TEA, 9, null);
        node.rooms.forget(TEA, 8);
        busy.countDown();
        ann.send("{\"say\":\"hi\"}");
        assertEquals("9-2", ann.next("event").path("id").asText());
      }
    }
  }

  @Test
  void anEmptyRoomFallsAsleepAndIsAnnounced() {
    try (TestNode node = TestNode.with(false, Duration.ofMillis(1), Duration.ofMillis(1))) {
      node.rooms.place(TEA, 7, null);
      node.await(() -> node.announced.contains("closed tea 7"));
      assertEquals("opened tea 7", node.announced.get(0));
      assertEquals(0, node.rooms.load().rooms());
    }
  }

  @Test
  void aPlayerWhoStaysAwayPastTheGraceLeavesAndIsResetOnReturn() {
    try (TestNode node = TestNode.with(true, Duration.ofSeconds(30), Duration.ofMillis(1));
        TestPlayer bob = node.join("tea?player=bob")) {
      bob.next("welcome");
      TestPlayer ann = node.join("tea?player=ann");
      String seat = ann.next("welcome").path("seat").asText();
      bob.next("event");
      ann.vanish();
      assertEquals("ann", bob.next("event").path("event").path("left").asText());
      try (TestPlayer back = node.join("tea?player=ann&seat=" + seat + "&after=1-2&count=2")) {
        back.next("reset");
        assertEquals(seat, back.next("welcome").path("seat").asText());
      }
    }
  }
}

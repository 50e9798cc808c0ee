package usher.node.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.room.RoomStage.Player;
import usher.node.seat.Line;
import usher.node.seat.RoomVoice;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/** Who watches a room is no part of it. */
class SpectatingTest {
  private final RoomStage node = RoomStage.kept().claim(5);

  private Player watching(String name) {
    Player eve = Player.watching(name, 0);
    eve.open(node, 5);
    node.run();
    return eve;
  }

  private Room room() {
    Room room = node.share.find(RoomStage.ROOM);
    assertNotNull(room);
    return room;
  }

  @Test
  void aSpectatorIsNoEventAndTakesNoSeat() {
    Player ann = node.seated("ann", 5);
    int entries = node.journal.stream.size();
    Player eve = watching("eve");
    assertEquals(List.of("welcome 5-1", "opened settled=0 count=1"), eve.heard());
    ann.says(1, "one");
    node.run();
    assertEquals(List.of("event 5-2"), eve.heard());
    eve.goes(true);
    node.run();
    assertEquals(entries + 1, node.journal.stream.size());
    assertEquals(1, node.housing.census().taken());
    assertEquals(0, room().spectating().count());
  }

  @Test
  void whoAsksToWatchGetsNoSeatThatPlays() {
    Player ann = node.seated("ann", 5);
    ann.heard();
    Player muted = ann.twin();
    muted.role = Role.SPECTATOR;
    muted.open(node, 5);
    node.run();
    assertEquals(List.of("closed bad-seat"), muted.heard());
    ann.says(1, "still here");
    node.run();
    assertEquals(List.of("event 5-2 n=1"), ann.heard());
  }

  @Test
  void whoFoundNoPlaceInTheGameMayAskToWatch() {
    Player[] all = new Player[3];
    for (int i = 0; i < all.length; i++) {
      all[i] = new Player("token-of-" + i, "p" + i);
      all[i].game = "chess";
      all[i].open(node, 5);
      node.run();
    }
    Player third = all[2];
    third.role = Role.SPECTATOR;
    third.reopen(node, 5, null, 0);
    node.run();
    assertEquals(
        List.of("taken 2", "welcome 5-5", "opened settled=0 count=2"),
        third.heard(),
        "a seat of the room that watches");
    all[1].role = Role.SPECTATOR;
    all[1].reopen(node, 5, null, 0);
    node.run();
    assertEquals(List.of("closed bad-seat"), all[1].heard());
  }

  @Test
  void theRoomIsToldHowManyWatchOnceASecondAtMost() {
    Player ann = node.seated("ann", 5);
    ann.heard();
    for (int i = 0; i < 30; i++) {
      watching("eve-" + i);
      node.live(100);
    }
    node.live(1_000);
    List<String> told = ann.heard();
    assertTrue(told.size() >= 3 && told.size() <= 5, told.toString());
    assertEquals("volatile {\"type\":\"viewers\",\"count\":1}", told.get(0));
    assertEquals("volatile {\"type\":\"viewers\",\"count\":30}", told.get(told.size() - 1));
    node.live(5_000);
    assertEquals(List.of(), ann.heard());
  }

  @Test
  void whatASpectatorAsksIsRejectedUnderItsNumber() {
    node.seated("ann", 5);
    Player eve = watching("eve");
    eve.heard();
    eve.says(1, "hi");
    eve.says(1, "hi again");
    eve.says(2, "ho");
    assertEquals(List.of("answer 1", "answer 2"), eve.heard());
    eve.reopen(node, 5, "5-1", 1);
    node.run();
    assertEquals(List.of("taken 2", "opened settled=1 count=2"), eve.heard());
  }

  @Test
  void aSpectatorGoesOnWhereItWasAlsoOnTheRoomsNextNode() {
    Player ann = node.seated("ann", 5);
    Player eve = watching("eve");
    ann.says(1, "one");
    ann.says(2, "two");
    node.run();
    RoomStage heir = node.heir("node-2").claim(9);
    eve.reopen(heir, 9, "5-2", 0);
    heir.run();
    assertEquals(List.of("missed 5-3", "opened settled=0 count=1"), eve.heard());
    assertEquals(1, heir.housing.census().taken());
  }

  @Test
  void aLaterConnectionOfASpectatorTakesOver() {
    node.seated("ann", 5);
    Player eve = watching("eve");
    eve.heard();
    Player twin = Player.watching("eve", 0);
    twin.fresh = false;
    twin.count = 2;
    twin.open(node, 5);
    node.run();
    assertEquals(List.of("taken 2"), eve.heard());
    assertEquals(1, room().spectating().count());
    eve.count = 1;
    eve.reopen(node, 5, "5-1", 0);
    node.run();
    assertEquals(List.of("taken 2"), eve.heard());
  }

  @Test
  void aRoomWhereSomeoneWatchesDoesNotFallAsleep() {
    Player eve = watching("eve");
    node.live(120_000);
    assertNotNull(node.share.find(RoomStage.ROOM));
    eve.goes(false);
    node.live(61_000);
    assertEquals(null, node.share.find(RoomStage.ROOM));
  }

  @Test
  void thousandsOnOneLineHearEachEventOnceAndOneMoreThanMayIsRefused() {
    Player ann = node.seated("ann", 5);
    Crowd crowd = new Crowd();
    for (int i = 0; i < Spectating.MAX_SPECTATORS; i++) {
      crowd.comes(node, "eve-" + i);
      if (i % 1_000 == 0) {
        node.run();
      }
    }
    node.run();
    assertEquals(1, crowd.voices);
    assertEquals(Spectating.MAX_SPECTATORS, crowd.opened);
    ann.says(1, "one");
    ann.says(2, "two");
    node.run();
    assertEquals(List.of("5-2", "5-3"), crowd.events);
    crowd.comes(node, "one-too-many");
    assertEquals(List.of("room-full"), crowd.closed);
    assertEquals(1, node.housing.census().taken());
  }

  @Test
  void aRoomPublishesWhatIsKeptAndNothingElse() {
    List<String> said = new ArrayList<>();
    node.housing.publishTo(
        (topic, message) -> said.add(topic + " " + new String(message, StandardCharsets.UTF_8)));
    Player ann = new Player("token-of-ann", "ann");
    ann.publish = true;
    ann.open(node, 5);
    node.run();
    ann.says(1, "one");
    assertEquals(1, said.size());
    node.run();
    assertEquals(
        "room.a {\"type\":\"event\",\"id\":\"5-2\",\"seq\":2,\"by\":\"ann\",\"event\":{\"say\":\"one\"}}",
        said.get(1));
    RoomStage heir = node.heir("node-2").claim(9);
    heir.housing.publishTo((topic, message) -> said.add(topic.value()));
    ann.reopen(heir, 9, "5-2", 1);
    heir.run();
    ann.says(2, "two");
    heir.run();
    assertEquals("room.a", said.get(2));
  }

  @Test
  void onlyTheFirstPlayerMakesARoomPublish() {
    List<String> said = new ArrayList<>();
    node.housing.publishTo((topic, message) -> said.add(topic.value()));
    node.seated("ann", 5);
    Player bob = new Player("token-of-bob", "bob");
    bob.publish = true;
    bob.open(node, 5);
    node.run();
    bob.says(1, "one");
    node.run();
    assertEquals(List.of(), said);
  }

  @Test
  void aRoomWhoseTopicWouldBeTooLongDoesNotBegin() {
    RoomStage alone = RoomStage.unkept("node-1");
    RoomId longId = new RoomId("r".repeat(RoomId.MAX_LENGTH));
    alone.share.place(longId, 7, null);
    Player ann = new Player("token-of-ann", "ann");
    ann.room = longId;
    ann.publish = true;
    ann.open(alone, 7);
    assertEquals(List.of("closed bad-parameter"), ann.heard());
    ann.publish = false;
    ann.open(alone, 7);
    assertEquals("welcome 7-1", ann.heard().get(0));
  }

  @Test
  void anArenaTicksWhileAPlayerIsThereAndTellsSpectatorsToo() {
    Player eve = watchingArena();
    node.live(1_000);
    assertFalse(eve.heard().stream().anyMatch(word -> word.endsWith(" bytes")));
    Player ann = new Player("token-of-ann", "ann");
    ann.game = "arena";
    ann.open(node, 5);
    node.run();
    node.live(1_000);
    assertTrue(ann.heard().stream().anyMatch("volatile 13 bytes"::equals));
    assertTrue(eve.heard().stream().anyMatch("volatile 13 bytes"::equals));
    ann.goes(true);
    node.live(1_000);
    int timers = node.outside.timers();
    eve.heard();
    node.live(10_000);
    assertFalse(eve.heard().stream().anyMatch(word -> word.endsWith(" bytes")));
    assertEquals(timers, node.outside.timers());
  }

  @Test
  void aFrameThatIsNoneOfTheArenaIsRejectedWithoutANumber() {
    Player ann = new Player("token-of-ann", "ann");
    ann.game = "arena";
    ann.open(node, 5);
    node.run();
    ann.heard();
    ann.command(0, "{}");
    assertEquals(List.of("answer 0"), ann.heard());
    Player eve = watchingArena();
    eve.heard();
    eve.command(0, "{}");
    assertEquals(List.of("answer 0"), eve.heard());
  }

  private Player watchingArena() {
    Player eve = Player.watching("eve", 0);
    eve.game = "arena";
    eve.open(node, 5);
    node.run();
    return eve;
  }

  /** Many spectators on one line: a link. */
  private static final class Crowd implements Line, RoomVoice {
    final List<String> events = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    int voices;
    int opened;

    void comes(RoomStage node, String name) {
      OpenRequest request =
          new OpenRequest(RoomStage.ROOM, name, true, 1, null, 0, 0, "chat", name, Role.SPECTATOR);
      node.share.work(new RoomWork.Open(request, 5, new Open(this)));
    }

    @Override
    public RoomVoice voice(RoomId room, long epoch) {
      voices++;
      return this;
    }

    @Override
    public void event(SpokenEvent event, @Nullable SeatLine asker) {
      events.add(event.event().id().toString());
    }

    @Override
    public void say(PlayerFrame frame) {}

    @Override
    public void paused() {}

    @Override
    public void resumed() {}

    @Override
    public void end() {}
  }

  private record Open(Crowd crowd) implements SeatLine {
    @Override
    public Line line() {
      return crowd;
    }

    @Override
    public void reset() {}

    @Override
    public void welcome(EventId id, boolean raw, PlayerFrame frame) {}

    @Override
    public void event(SpokenEvent event, long n) {}

    @Override
    public void answer(long n, PlayerFrame frame) {}

    @Override
    public void opened(RoomVoice voice, long settled, long count) {
      crowd.opened++;
    }

    @Override
    public void taken() {}

    @Override
    public void stale(long epoch) {}

    @Override
    public void takenOver(long count) {}

    @Override
    public void close(CloseReason reason, int retryAfterSeconds) {
      crowd.closed.add(reason.word());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}

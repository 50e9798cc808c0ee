package usher.node.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.node.room.RoomStage.Player;

/** A room that no journal keeps moves with its snapshot. */
class HandedRoomTest {
  private final RoomStage node = RoomStage.unkept("node-1");
  private final RoomStage heir = RoomStage.unkept("node-2");

  private Player playing() {
    node.share.place(RoomStage.ROOM, 7, null);
    Player ann = node.seated("ann", 7);
    ann.says(1, "one");
    ann.says(2, "");
    ann.heard();
    return ann;
  }

  private String released() {
    node.share.release(RoomStage.ROOM, 7);
    String last = node.announced.get(node.announced.size() - 1);
    assertTrue(last.startsWith("released 7 {"), last);
    return last.substring("released 7 ".length());
  }

  @Test
  void theSeatGoesOnWhereTheRoomIsPlacedNext() {
    Player ann = playing();
    String snapshot = released();
    assertEquals(List.of("stale 7"), ann.heard());
    heir.share.place(RoomStage.ROOM, 8, snapshot);
    ann.reopen(heir, 8, "7-2", 2);
    ann.says(3, "three");
    assertEquals(List.of("opened settled=2 count=1", "event 8-3 n=3"), ann.heard());
  }

  @Test
  void whatTheRouterDidNotHearAnyMoreCameAlong() {
    Player ann = playing();
    heir.share.place(RoomStage.ROOM, 8, released());
    ann.reopen(heir, 8, "7-1", 0);
    assertEquals("missed 7-2 n=1", ann.heard().get(0));
  }

  @Test
  void aSeatThatMissedMoreThanCameAlongIsShownTheRoom() {
    Player ann = playing();
    for (int n = 3; n < 3 + Handover.MAX_EVENTS; n++) {
      ann.says(n, "more");
    }
    ann.heard();
    heir.share.place(RoomStage.ROOM, 8, released());
    ann.reopen(heir, 8, "7-1", 0);
    assertEquals("welcome 7-" + (2 + Handover.MAX_EVENTS), ann.heard().get(0));
  }

  @Test
  void theRoomStaysFrozenWhereItWasUntilItIsForgotten() {
    Player ann = playing();
    released();
    ann.reopen(node, 7, "7-2", 2);
    ann.says(3, "three");
    Room frozen = node.share.find(RoomStage.ROOM);
    assertNotNull(frozen);
    assertEquals(2, frozen.state().log().last().seq());
    assertFalse(frozen.mayTake());
    housingForgets(7);
    assertNull(node.share.find(RoomStage.ROOM));
  }

  private void housingForgets(long epoch) {
    node.housing.fence(RoomStage.ROOM, epoch);
    node.share.forget(RoomStage.ROOM, epoch);
  }

  @Test
  void aRoomPlacedAnewWhereItIsFrozenGoesOn() {
    Player ann = playing();
    released();
    node.share.place(RoomStage.ROOM, 9, null);
    ann.reopen(node, 9, "7-2", 2);
    ann.says(3, "three");
    assertEquals(List.of("opened settled=2 count=2", "event 9-3 n=3"), ann.heard());
  }

  @Test
  void aRoomThatIsPlacedAnewIsNotFencedByAnOlderForget() {
    Player ann = playing();
    node.housing.placing(RoomStage.ROOM, 9);
    node.housing.fence(RoomStage.ROOM, 8);
    Room room = node.share.find(RoomStage.ROOM);
    assertNotNull(room);
    assertFalse(room.isFenced());
    node.share.place(RoomStage.ROOM, 9, null);
    node.housing.placed(RoomStage.ROOM, 9);
    node.share.forget(RoomStage.ROOM, 8);
    ann.says(3, "three");
    assertEquals(List.of("event 9-3 n=3"), ann.heard().subList(1, 2));
  }

  @Test
  void aForgetThatCoversThePlacementUnderWayFencesAtOnce() {
    playing();
    node.housing.placing(RoomStage.ROOM, 9);
    node.housing.fence(RoomStage.ROOM, 9);
    Room room = node.share.find(RoomStage.ROOM);
    assertNotNull(room);
    assertTrue(room.isFenced());
    node.share.place(RoomStage.ROOM, 9, null);
    node.housing.placed(RoomStage.ROOM, 9);
    node.share.forget(RoomStage.ROOM, 9);
    assertNull(node.share.find(RoomStage.ROOM));
  }
}

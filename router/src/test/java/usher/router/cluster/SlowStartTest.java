package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import usher.common.room.RoomId;
import usher.router.pin.Pin;

/** A node that has just joined is the emptiest, and the coldest. */
class SlowStartTest {
  private static final int ROOMS = 90;

  private final Stage stage =
      new Stage(ClusterConfig.defaults().withJournal("redis://127.0.0.1:6379"));

  @BeforeEach
  void aNodeJoinsTwoThatHaveRooms() {
    stage.joinLinked(1, "n1", "a");
    stage.joinLinked(2, "n2", "a");
    open("old");
    stage.pass(12_000);
    stage.joinLinked(3, "n3", "a");
  }

  @AfterEach
  void noEventFailed() {
    stage.sound();
  }

  private void open(String name) {
    for (int i = 0; i < ROOMS; i++) {
      assertTrue(stage.locate(name + i).pin().tryEnter());
    }
  }

  private Map<String, Integer> spread(String name) {
    Map<String, Integer> spread = new HashMap<>();
    for (int i = 0; i < ROOMS; i++) {
      Pin pin = stage.cluster.pins().get(new RoomId(name + i));
      spread.merge(pin.node().incarnation().node().value(), 1, Integer::sum);
    }
    return spread;
  }

  @Test
  void itGetsFewOfTheNewRooms() {
    open("new");
    int few = spread("new").getOrDefault("n3", 0);
    assertTrue(few >= 1 && few <= ROOMS / 5, few + " of " + ROOMS);
  }

  @Test
  void itGetsTheRoomsOfADeadNodeByItsScoreLikeAnyOther() {
    stage.probes.put("n1", ProbeOutcome.REFUSED);
    stage.silent(1);
    stage.tell(new ClusterEvent.ControlClosed(1));
    assertEquals(Map.of("n2", ROOMS / 2, "n3", ROOMS / 2), spread("old"));
  }
}

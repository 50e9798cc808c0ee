package usher.router.admin.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.common.room.RoomId;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.PinTable;

class RoomIndexTest {
  private static final NodeRef ONE = node("node-1");
  private static final NodeRef TWO = node("node-2");

  private final PinTable pins = new PinTable();
  private long nowNs = 1;
  private final RoomIndex index = new RoomIndex(pins, Runnable::run, () -> nowNs);

  private static NodeRef node(String id) {
    return new NodeRef(
        new Incarnation(new NodeId(id), "a"), new HostPort("127.0.0.1", 1), Upstream.LINK);
  }

  private Pin pin(String room, NodeRef node) {
    Pin pin = new Pin(new RoomId(room), node, 1);
    pins.put(pin);
    return pin;
  }

  private static List<String> names(RoomIndex.Cut cut) {
    List<String> names = new ArrayList<>();
    cut.pins().forEach(pin -> names.add(pin.room().value()));
    return names;
  }

  private RoomIndex.Cut all(int limit, String after, String prefix) {
    return index.cut(new Page(limit, after), prefix, pin -> true);
  }

  @Test
  void everyRoomIsOnOnePageInOrder() {
    for (int i = 0; i < 25; i++) {
      pin(String.format("room-%02d", (i * 7) % 25), ONE);
    }
    List<String> seen = new ArrayList<>();
    RoomIndex.Cut cut = all(10, "", "");
    while (cut.more()) {
      assertEquals(10, cut.pins().size());
      seen.addAll(names(cut));
      cut = all(10, seen.get(seen.size() - 1), "");
    }
    seen.addAll(names(cut));
    assertEquals(25, seen.size());
    assertEquals(seen.stream().sorted().distinct().toList(), seen);
  }

  @Test
  void aPageThatEndsWithTheLastRoomHasNoNext() {
    pin("a", ONE);
    pin("b", ONE);
    assertFalse(all(2, "", "").more());
    assertTrue(all(1, "", "").more());
    assertEquals(List.of(), names(all(2, "b", "")));
  }

  @Test
  void roomsAreFoundByHowTheyBeginAndWhereTheyAre() {
    pin("chess-1", ONE);
    pin("chess-2", TWO);
    pin("chat-1", ONE);
    assertEquals(List.of("chess-1", "chess-2"), names(all(9, "", "chess-")));
    assertEquals(List.of("chess-2"), names(all(9, "chess-1", "chess-")));
    assertEquals(List.of("chess-1", "chess-2"), names(all(9, "chat-9", "chess-")));
    assertEquals(
        List.of("chat-1", "chess-1"),
        names(index.cut(new Page(9, ""), "", pin -> pin.node().equals(ONE))));
  }

  @Test
  void itIsTakenAnewWhenItIsOldAndNotBefore() {
    pin("a", ONE);
    all(9, "", "");
    pin("b", ONE);
    nowNs += RoomIndex.FRESH_NS - 1;
    assertEquals(List.of("a"), names(all(9, "", "")));
    nowNs++;
    assertEquals(List.of("a", "b"), names(all(9, "", "")));
  }

  @Test
  void aRoomThatIsGoneIsNotListed() {
    Pin gone = pin("a", ONE);
    all(9, "", "");
    gone.retire();
    assertEquals(List.of(), names(all(9, "", "")));
  }

  @Test
  void itIsGivenUpWhenNobodyAsks() {
    pin("a", ONE);
    all(9, "", "");
    assertEquals(1, index.size());
    index.giveUp();
    assertEquals(1, index.size());
    nowNs += RoomIndex.KEEP_MS * 1_000_000;
    index.giveUp();
    assertEquals(0, index.size());
  }
}

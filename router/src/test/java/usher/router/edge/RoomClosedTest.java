package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import usher.common.net.LeakWatch;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.edge.LinkNode.Link;
import usher.router.pin.Pin;

/** An operator closes a room, and everyone in it goes: over real sockets. */
@ExtendWith(LeakWatch.class)
class RoomClosedTest {
  private static Pin pin(House house, String room) {
    Pin pin = house.cluster.pins.get(new RoomId(room));
    if (pin == null) {
      throw new AssertionError(room + " has no pin");
    }
    return pin;
  }

  @Test
  void whoSitsThereHearsWhyAndIsClosedAndWhoSitsElsewhereStays() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        link.seat(1, 1);
        ann.isSeated();
        try (SeatedPlayer bob = new SeatedPlayer(house, "/rooms/b")) {
          link.seat(2, 2);
          bob.isSeated();
          house.port.roomClosed(pin(house, "a"), "down for the \"night\"");
          ann.hears("{\"type\":\"closing\",\"message\":\"down for the \\\"night\\\"\"}");
          ann.isClosed(1008, "room-closed");
          Await.until("one seat", () -> house.counters.seats().seats() == 1);
          assertTrue(bob.closed.isEmpty());
          assertTrue(bob.heard.isEmpty());
        }
      }
      assertEquals(1, house.counters.seats().seatsLeft(CloseReason.ROOM_CLOSED));
    }
  }

  @Test
  void whoIsThereByATunnelIsClosedWithTheWord() throws Exception {
    try (Table table = new Table(TransportChoice.AUTO)) {
      List<Pin> pins = new ArrayList<>();
      table.house.cluster.pins.forEach(pins::add);
      table.house.port.roomClosed(pins.get(0), "not told here");
      assertArrayEquals(TunnelEndTest.closeFrame(1008, "room-closed"), table.player.rest());
      table.player.hangUp();
      table.assertOver(CloseReason.ROOM_CLOSED);
    }
  }
}

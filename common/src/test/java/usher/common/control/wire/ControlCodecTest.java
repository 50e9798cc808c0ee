package usher.common.control.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import usher.common.control.Capacity;
import usher.common.control.ControlRefusal;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.Upstream;
import usher.common.feed.RetainPattern;
import usher.common.net.HostPort;
import usher.common.room.RoomId;

class ControlCodecTest {
  private static final RoomId ROOM = new RoomId("r1");
  private static final NodeMessage.Register REGISTER =
      new NodeMessage.Register(
          new Incarnation(new NodeId("node-1"), "k3j9"),
          "0.1.0",
          new HostPort("127.0.0.1", 7001),
          Upstream.TUNNEL,
          new Capacity(1000, 20_000),
          Map.of("zone", "a"),
          true,
          true,
          List.of(new HeldRoom(ROOM, 7), new HeldRoom(new RoomId("r2"), 8, true)));

  @Test
  void whatNodesSaySurvivesTheWire() throws ControlFormatException {
    List<NodeMessage> messages =
        List.of(
            REGISTER,
            new NodeMessage.Heartbeat(7, Health.READY, null, 3, 12, 0.25, 1.5, null, 17),
            new NodeMessage.Heartbeat(8, Health.FAILING, "it hangs", 3, 12, 1, 9e3, 0.5, 17),
            new NodeMessage.Opened(ROOM, 7),
            new NodeMessage.Closed(ROOM, 7),
            new NodeMessage.Released(ROOM, 7, null),
            new NodeMessage.Released(ROOM, 7, "{\"say\":\"hi\\n\"}"),
            new NodeMessage.Stale(ROOM, 17),
            new NodeMessage.Goodbye());
    for (NodeMessage message : messages) {
      assertEquals(message, ControlCodec.readNodeMessage(ControlCodec.write(message)));
    }
  }

  @Test
  void whatRoutersSaySurvivesTheWire() throws ControlFormatException {
    List<RouterMessage> messages =
        List.of(
            new RouterMessage.Welcome("x1", 500, 2000, null, List.of()),
            new RouterMessage.Welcome(
                "x1", 500, 2000, "redis://127.0.0.1:6379", List.of(new HeldRoom(ROOM, 7))),
            new RouterMessage.Welcome(
                "x1", 500, 2000, null, List.of(), RetainPattern.list("AAPL,stock.*")),
            new RouterMessage.Acknowledge(7, 2000, 17, true),
            new RouterMessage.Place(ROOM, 7, 17, null),
            new RouterMessage.Place(ROOM, 7, 17, "{\"moves\":[]}"),
            new RouterMessage.Release(ROOM, 7),
            new RouterMessage.Forget(ROOM, 7),
            new RouterMessage.Drain(),
            new RouterMessage.RegisterAgain(),
            new RouterMessage.Refused(ControlRefusal.ID_TAKEN, "node-1#a is alive"));
    for (RouterMessage message : messages) {
      assertEquals(message, ControlCodec.readRouterMessage(ControlCodec.write(message)));
    }
  }

  @Test
  void aRegisterLooksAsTheProtocolSays() {
    assertEquals(
        "{\"type\":\"register\",\"protocol\":1,\"node\":\"node-1\",\"incarnation\":\"k3j9\","
            + "\"version\":\"0.1.0\",\"address\":\"127.0.0.1:7001\",\"upstream\":\"tunnel\","
            + "\"capacity\":{\"rooms\":1000,\"seats\":20000},\"labels\":{\"zone\":\"a\"},"
            + "\"reportsRooms\":true,\"journal\":true,\"rooms\":[{\"room\":\"r1\",\"epoch\":7},"
            + "{\"room\":\"r2\",\"epoch\":8,\"released\":true}]}",
        ControlCodec.write(REGISTER));
  }

  @Test
  void whatMayBeLeftOutHasItsDefault() throws ControlFormatException {
    NodeMessage read =
        ControlCodec.readNodeMessage(
            "{\"type\":\"register\",\"protocol\":1,\"node\":\"n\",\"incarnation\":\"b\","
                + "\"address\":\"h:1\",\"capacity\":{\"rooms\":1,\"seats\":1},\"labels\":null}");
    assertEquals(
        new NodeMessage.Register(
            new Incarnation(new NodeId("n"), "b"),
            "",
            new HostPort("h", 1),
            Upstream.TUNNEL,
            new Capacity(1, 1),
            Map.of(),
            false,
            false,
            List.of()),
        read);
    assertEquals(
        new NodeMessage.Heartbeat(1, Health.READY, null, 0, 0, 0, 0, null, 0),
        ControlCodec.readNodeMessage(
            "{\"type\":\"heartbeat\",\"number\":1,\"rooms\":0,\"seats\":0,\"placement\":0}"));
  }

  @Test
  void fieldsThatAreNotKnownAreIgnored() throws ControlFormatException {
    assertEquals(
        new NodeMessage.Opened(ROOM, 7),
        ControlCodec.readNodeMessage(
            "{\"type\":\"opened\",\"room\":\"r1\",\"epoch\":7,\"mood\":{\"deep\":[1,2,{}]}}"));
  }

  @Test
  void aReportIsARegisterAndAHeartbeat() throws ControlFormatException {
    NodeReport report =
        ControlCodec.readReport(
            new NodeId("node-1"),
            "{\"protocol\":1,\"incarnation\":\"k3j9\",\"version\":\"0.1.0\","
                + "\"address\":\"127.0.0.1:7001\",\"capacity\":{\"rooms\":1000,\"seats\":20000},"
                + "\"labels\":{\"zone\":\"a\"},\"number\":4,\"rooms\":[{\"room\":\"r1\"},"
                + "{\"room\":\"r2\",\"epoch\":9}],\"seats\":5,\"placement\":3}");
    assertEquals(
        List.of(new HeldRoom(ROOM, 1), new HeldRoom(new RoomId("r2"), 9)),
        report.register().rooms());
    assertEquals(
        new NodeMessage.Heartbeat(4, Health.READY, null, 2, 5, 0, 0, null, 3), report.heartbeat());
  }

  @Test
  void theAnswerToAReportSaysAllInOne() {
    assertEquals(
        "{\"type\":\"acknowledge\",\"number\":4,\"leaseMs\":2000,\"placement\":3,"
            + "\"draining\":false,\"routerId\":\"x1\",\"heartbeatIntervalMs\":500,"
            + "\"forget\":[{\"room\":\"r1\",\"epoch\":7}]}",
        ControlCodec.write(
            new ReportAnswer(
                "x1",
                500,
                null,
                new RouterMessage.Acknowledge(4, 2000, 3, false),
                List.of(new HeldRoom(ROOM, 7)))));
  }

  @Test
  void aRefusalOverHttpHasItsWordAndItsSentence() {
    assertEquals(
        "{\"error\":\"replayed\",\"message\":\"not above ?\"}",
        ControlCodec.writeRefusal(ControlRefusal.REPLAYED, "not above \n"));
  }
}

package usher.router.control.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.control.ControlRefusal;
import usher.common.control.HeldRoom;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.wire.ControlCodec;
import usher.common.control.wire.ControlFormatException;
import usher.common.control.wire.NodeReport;
import usher.common.room.RoomId;

class ReportPeerTest {
  private final List<String> told = new ArrayList<>();
  private final List<ReportReply> replies = new ArrayList<>();
  private boolean busy;
  private final ReportPeer peer =
      new ReportPeer(
          new ReportPeer.Cluster() {
            @Override
            public boolean register(NodeMessage.Register register) {
              told.add("register " + register.capacity().rooms());
              return !busy;
            }

            @Override
            public boolean heartbeat(NodeMessage.Heartbeat heartbeat) {
              told.add("heartbeat " + heartbeat.number());
              return !busy;
            }
          },
          0);

  private void report(long number, int capacity) {
    String body =
        "{\"protocol\":1,\"incarnation\":\"b\",\"address\":\"h:1\",\"number\":"
            + number
            + ",\"rooms\":0,\"seats\":0,\"placement\":0,\"capacity\":{\"rooms\":"
            + capacity
            + ",\"seats\":1}}";
    try {
      NodeReport report = ControlCodec.readReport(new NodeId("n"), body);
      peer.report(report, replies::add, 0, 1_000);
    } catch (ControlFormatException e) {
      throw new AssertionError(e);
    }
  }

  private void welcome(HeldRoom... forget) {
    peer.onMessage(new RouterMessage.Welcome("x", 500, 2_000, null, List.of(forget)));
  }

  private void acknowledge(long number) {
    peer.onMessage(new RouterMessage.Acknowledge(number, 2_000, 3, false));
  }

  private ControlRefusal lastRefusal() {
    return assertInstanceOf(ReportReply.Refused.class, replies.get(replies.size() - 1)).refusal();
  }

  @Test
  void theFirstReportRegistersAndThenBeats() {
    report(1, 5);
    assertEquals(List.of("register 5"), told);
    welcome(new HeldRoom(new RoomId("r"), 7));
    acknowledge(1);
    assertEquals(List.of("register 5", "heartbeat 1"), told);
    ReportReply.Taken taken = assertInstanceOf(ReportReply.Taken.class, replies.get(0));
    assertEquals(500, taken.answer().heartbeatIntervalMs());
    assertEquals(3, taken.answer().acknowledge().placement());
    assertEquals(List.of(new HeldRoom(new RoomId("r"), 7)), taken.answer().forget());
  }

  @Test
  void theNextOnlyBeatsAndAChangeRegistersAgain() {
    report(1, 5);
    welcome();
    acknowledge(1);
    report(2, 5);
    acknowledge(2);
    report(3, 6);
    welcome();
    acknowledge(3);
    assertEquals(
        List.of("register 5", "heartbeat 1", "heartbeat 2", "register 6", "heartbeat 3"), told);
    assertEquals(3, replies.size());
  }

  @Test
  void aNodeThatWasLostIsRegisteredAgainFromTheSameReportOnce() {
    report(1, 5);
    welcome();
    acknowledge(1);
    report(2, 5);
    peer.onMessage(new RouterMessage.RegisterAgain());
    welcome();
    acknowledge(2);
    assertEquals(
        List.of("register 5", "heartbeat 1", "heartbeat 2", "register 5", "heartbeat 2"), told);
    assertEquals(2, replies.size());
  }

  @Test
  void aReplayedNumberIsRefusedWithItsWord() {
    report(1, 5);
    welcome();
    acknowledge(1);
    report(1, 5);
    peer.onMessage(new RouterMessage.Refused(ControlRefusal.REPLAYED, "not above 1"));
    assertEquals(ControlRefusal.REPLAYED, lastRefusal());
  }

  @Test
  void aSecondReportBeforeTheAnswerIsRefused() {
    report(1, 5);
    report(2, 5);
    assertEquals(ControlRefusal.TOO_FAST, lastRefusal());
  }

  @Test
  void aReportIsAnsweredByItsDeadline() {
    report(1, 5);
    peer.onTick(999);
    assertEquals(0, replies.size());
    peer.onTick(1_000);
    assertEquals(ControlRefusal.BUSY, lastRefusal());
  }

  @Test
  void aClusterWithoutTimeIsSaidToBeBusy() {
    busy = true;
    report(1, 5);
    assertEquals(ControlRefusal.BUSY, lastRefusal());
  }

  @Test
  void roomsToForgetWaitForTheNextAnswer() {
    report(1, 5);
    welcome();
    acknowledge(1);
    peer.onMessage(new RouterMessage.Forget(new RoomId("r"), 9));
    report(2, 5);
    acknowledge(2);
    ReportReply.Taken taken = assertInstanceOf(ReportReply.Taken.class, replies.get(1));
    assertEquals(List.of(new HeldRoom(new RoomId("r"), 9)), taken.answer().forget());
  }
}

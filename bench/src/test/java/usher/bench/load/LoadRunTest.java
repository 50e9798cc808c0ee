package usher.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import usher.bench.load.socket.Target;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;

class LoadRunTest {
  private static final int PLAYERS = 12;
  private static final int ROOMS = 4;

  /** Where some answers never come, they are not waited for. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static LoadReport run(String url) throws InterruptedException {
    return run(url, LoadPlan.ANSWER_TIMEOUT);
  }

  private static LoadReport run(String url, Duration answers) throws InterruptedException {
    LoadPlan plan =
        new LoadPlan(
            Target.parse(url),
            "relay",
            PLAYERS,
            ROOMS,
            0,
            20,
            64,
            Duration.ofMillis(50),
            Duration.ZERO,
            Duration.ofMillis(500),
            Duration.ofMillis(250),
            answers,
            2,
            2);
    return new LoadRun(plan, Transport.of(TransportChoice.NIO)).run();
  }

  @Test
  void everyCommandIsHeardByEveryMemberOfItsRoom() throws InterruptedException {
    try (FakeRelay relay = new FakeRelay(FakeRelay.Fault.NONE)) {
      LoadReport report = run(relay.url());
      assertEquals(PLAYERS, report.served());
      assertTrue(report.sent() > 0);
      assertEquals(0, report.unanswered());
      assertEquals(report.sent(), report.own().count());
      assertEquals(report.sent() * PLAYERS / ROOMS, report.heard());
      assertEquals(List.of(new LoadReport.Share("node-1", ROOMS, PLAYERS)), report.nodes());
      assertEquals(Map.of(), report.disconnects());
      assertEquals(Map.of(), report.errors());
      assertTrue(report.stickiness().kept());
      assertEquals(0, LoadCommand.exitCode(report));
    }
  }

  @Test
  void aRoomServedByTwoNodesEndsWithOne() throws InterruptedException {
    try (FakeRelay relay = new FakeRelay(FakeRelay.Fault.TWO_NODES)) {
      LoadReport report = run(relay.url());
      assertFalse(report.stickiness().kept());
      String example = report.stickiness().examples().get(0);
      assertTrue(example.contains("node-1") && example.contains("node-2"), example);
      assertEquals(LoadCommand.EXIT_BROKEN, LoadCommand.exitCode(report));
      assertTrue(LoadSummary.of(report).contains("stickiness BROKEN"));
    }
  }

  @Test
  void aPlayerWhoseSocketEndsComesBackToItsSeat() throws InterruptedException {
    try (FakeRelay relay = new FakeRelay(FakeRelay.Fault.CLOSES_ONCE)) {
      LoadReport report = run(relay.url(), SOON);
      assertEquals(Map.of("close-1012 node-lost", (long) PLAYERS), report.disconnects());
      assertEquals(PLAYERS, report.reconnects());
      assertEquals(PLAYERS, report.outage().count());
      assertEquals(Map.of(), report.errors());
    }
  }

  @Test
  void commandsThatNobodyAnswersAreCounted() throws InterruptedException {
    try (FakeRelay relay = new FakeRelay(FakeRelay.Fault.SILENT)) {
      LoadReport report = run(relay.url(), SOON);
      assertTrue(report.sent() > 0);
      assertEquals(report.sent(), report.unanswered());
      assertEquals(0, report.heard());
    }
  }
}

package usher.bench.failover;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Random;
import java.util.function.BooleanSupplier;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;

/** A show from the first process to the last. The main thread's. */
final class FailoverRun {
  private static final long SEATED_MS = 120_000;
  private static final long ANSWERED_MS = 30_000;

  /** After a fault that took longer than a round: for every room to be heard again. */
  private static final long SETTLE_MS = 500;

  private static final long LOOK_MS = 20;
  private static final int OWNERS_A_ROUND = 20;

  private final FailoverPlan plan;
  private final PrintStream progress;
  private final Violations violations = new Violations();
  private final Owners owners = new Owners(violations);
  private final Random random = new Random();

  /**
   * @param progress is told of each round
   */
  FailoverRun(FailoverPlan plan, PrintStream progress) {
    this.plan = plan;
    this.progress = progress;
  }

  FailoverReport run() throws IOException, InterruptedException {
    try (House house = House.start(plan);
        Crowd crowd =
            new Crowd(plan, house.players(), Transport.of(TransportChoice.NIO), violations)) {
      crowd.start();
      seat(crowd);
      crowd.talk(true);
      Thread.sleep(plan.warmUp().toMillis());
      Faults faults = new Faults(plan, house, crowd, random);
      for (int round = 1; round <= plan.rounds(); round++) {
        long startNs = System.nanoTime();
        String what = faults.round();
        if (plan.kind().closesSockets()) {
          awaitServed(crowd);
          crowd.letSocketsClose(false);
        }
        long leftMs = plan.every().toMillis() - (System.nanoTime() - startNs) / 1_000_000;
        Thread.sleep(Math.max(SETTLE_MS, leftMs));
        crowd.roundEnded();
        lookAtOwners(house);
        progress.printf(
            "round %d of %d: %s; %d violations so far%n",
            round, plan.rounds(), what, violations.count());
      }
      crowd.talk(false);
      await(ANSWERED_MS, () -> crowd.incomplete() == 0);
      long events = crowd.events();
      Resumed resumed = crowd.end();
      FailoverReport.Seen seen =
          new FailoverReport.Seen(house.refusedAppends(), house.fencedRooms(), house.parked());
      return FailoverReport.of(plan, resumed, events, seen, violations);
    }
  }

  private void seat(Crowd crowd) throws IOException, InterruptedException {
    int all = plan.rooms() * plan.playersPerRoom();
    if (!await(SEATED_MS, () -> crowd.served() == all)) {
      throw new IOException(
          "only "
              + crowd.served()
              + " of "
              + all
              + " players were seated; logs: "
              + plan.directory());
    }
  }

  private void awaitServed(Crowd crowd) throws InterruptedException {
    int all = plan.rooms() * plan.playersPerRoom();
    if (!await(ANSWERED_MS, () -> crowd.served() == all)) {
      violations.add(
          new Violation(
              "-", "", 0, "only " + crowd.served() + " of " + all + " players came back"));
    }
  }

  private void lookAtOwners(House house) throws IOException, InterruptedException {
    for (int i = 0; i < OWNERS_A_ROUND; i++) {
      String room = "room-" + random.nextInt(plan.rooms());
      JsonNode pin = house.get("/v1/rooms/" + room);
      if (pin.has("epoch")) {
        String owner = pin.path("node").asText() + "#" + pin.path("incarnation").asText();
        owners.seen(room, pin.path("epoch").asLong(), owner);
      }
    }
  }

  private static boolean await(long deadlineMs, BooleanSupplier condition)
      throws InterruptedException {
    long startNs = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startNs > deadlineMs * 1_000_000) {
        return false;
      }
      Thread.sleep(LOOK_MS);
    }
    return true;
  }
}

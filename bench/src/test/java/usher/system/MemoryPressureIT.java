package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * A router whose memory for buffers really ends: spectators who read nothing fill it, and go; those
 * who play are disturbed in nothing.
 */
class MemoryPressureIT {
  private static final int ROOMS = 8;
  private static final int LOUD_BYTES = 60 * 1024;

  /** So much that memory ends long before a spectator has left too much unread. */
  private static final String MAX_UNREAD_BYTES = "67108864";

  private static final long FULL_DEADLINE_MS = 60_000;
  private static final long CALM_DEADLINE_MS = 15_000;

  private final List<AutoCloseable> crowd = new ArrayList<>();

  @Test
  void whoReadsNothingGoesAndWhoPlaysPlaysOn() throws Exception {
    try (House house =
        House.routerIn(
            List.of("-XX:MaxDirectMemorySize=48m"), "--max-unread-bytes", MAX_UNREAD_BYTES)) {
      house.node("node-1");
      List<Player> loud = loudRooms(house);
      Player calm = Player.join(house.players(), "calm", "game=chat&player=ann");
      crowd.add(calm);

      Launched router = house.routerProcess();
      long deadline = System.nanoTime() + FULL_DEADLINE_MS * 1_000_000;
      int said = 0;
      while (!router.log().contains("far too much to do")) {
        assertTrue(System.nanoTime() < deadline, "memory did not end: " + shares(house));
        try {
          loud.forEach(each -> each.sendRaw(ByteBuffer.allocate(LOUD_BYTES)));
          said = say(calm, said);
        } catch (CompletionException | AssertionError e) {
          throw new AssertionError("play was disturbed; the router says:\n" + router.log(), e);
        }
      }
      Await.until(
          "calm again",
          CALM_DEADLINE_MS,
          () -> router.log().contains("whoever is seated stays again"));
      say(calm, said);
      for (Player each : loud) {
        each.send("{\"heard\":true}");
        each.await("its own words", frame -> frame.path("heard").asBoolean());
      }
      assertEquals(
          ROOMS,
          loud.stream().filter(Player::isOpen).count(),
          () -> "players went: " + router.log());
      crowd.add(Player.joinBefore(CALM_DEADLINE_MS, house.players(), "calm", "game=chat&player=b"));
      String metrics = house.admin("/metrics");
      assertTrue(metrics.contains("usher_overloaded 0.0"), metrics);
      assertTrue(seatsClosed(metrics) > 0, metrics);
    } finally {
      for (AutoCloseable each : crowd) {
        each.close();
      }
    }
  }

  /** Rooms with a player, who does not listen to binary frames, and a spectator, who reads none. */
  private List<Player> loudRooms(House house) throws IOException {
    List<Player> loud = new ArrayList<>();
    for (int i = 0; i < ROOMS; i++) {
      Player player = Player.join(house.players(), "loud-" + i, "game=relay&player=p" + i);
      loud.add(player);
      crowd.add(player);
      crowd.add(DeafEar.watching(house.players(), "loud-" + i));
    }
    return loud;
  }

  /** Says one thing more, waits until it happened, and gives its number. */
  private static int say(Player player, int before) {
    int n = before + 1;
    player.send("{\"say\":\"" + n + "\"}");
    player.await("event " + n, frame -> frame.path("event").path("say").asInt() == n);
    return n;
  }

  private static String shares(House house) {
    return house
        .admin("/metrics")
        .lines()
        .filter(line -> line.startsWith("usher_memory"))
        .toList()
        .toString();
  }

  private static double seatsClosed(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("usher_seats_closed_total{"))
        .filter(line -> line.contains("too-slow") || line.contains("overloaded"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}

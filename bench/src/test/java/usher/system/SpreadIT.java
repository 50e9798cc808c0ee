package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where 3,000 rooms go that are opened as fast as the router takes them. */
class SpreadIT {
  private static final int ROOMS = 3_000;
  private static final int AT_ONCE = 128;
  private static final double TOLERANCE = 1.05;

  /** Half of the share of its processors that counts against a node. */
  private static final double CALM_CPU = 0.4;

  private static final double CALM_LAG_MS = 20;

  /** Opened before the others, so that no node is cold any more. */
  private static final int FIRST_ROOMS = 300;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, Integer> EQUAL =
      Map.of("node-1", 4_000, "node-2", 4_000, "node-3", 4_000);
  private static final Map<String, Integer> ONE_OF_HALF =
      Map.of("node-1", 4_000, "node-2", 4_000, "node-3", 2_000);

  private static House equal;
  private static House rare;
  private static House half;

  /** All at once: each router places nothing for its first lease. */
  @BeforeAll
  static void start() {
    rare = House.router("--heartbeat-interval", "5s", "--lease", "10s");
    launch(rare, EQUAL);
    equal = House.router();
    launch(equal, EQUAL);
    half = House.router();
    launch(half, ONE_OF_HALF);
    List.of(rare, equal, half).forEach(house -> house.awaitStarted(3));
    // Who reports a busy processor or a late loop is avoided up to the next report, and a JVM that
    // opens its first rooms is both.
    List.of(rare, equal, half).forEach(house -> openRooms(house, FIRST_ROOMS));
    List.of(rare, equal, half)
        .forEach(house -> Await.until("calm nodes", 30_000, () -> isCalm(house)));
  }

  private static boolean isCalm(House house) {
    for (JsonNode node : nodes(house)) {
      JsonNode parts = node.path("parts");
      if (node.path("pending").asInt(1) > 0
          || parts.path("cpu").asDouble(1) > CALM_CPU
          || parts.path("loopLagMs").asDouble(CALM_LAG_MS) >= CALM_LAG_MS) {
        return false;
      }
    }
    return true;
  }

  private static void launch(House house, Map<String, Integer> capacities) {
    capacities.forEach(
        (id, rooms) ->
            house.launchNode(id, "--capacity-rooms", rooms.toString(), "--room-idle", "10m"));
  }

  @AfterAll
  static void stop() {
    Stream.of(rare, equal, half).filter(house -> house != null).forEach(House::close);
  }

  @Test
  void roomsSpreadEvenlyOverEqualNodes() {
    spread(equal, EQUAL);
  }

  @Test
  void roomsSpreadEvenlyThoughHeartbeatsAreRare() {
    spread(rare, EQUAL);
  }

  @Test
  void aNodeOfHalfTheCapacityGetsHalfTheRooms() {
    spread(half, ONE_OF_HALF);
  }

  private static void spread(House house, Map<String, Integer> capacities) {
    openRooms(house, ROOMS - FIRST_ROOMS);
    double all = capacities.values().stream().mapToInt(each -> each).sum();
    // What an operator sees may be a moment old: the last rooms appear soon after their answers.
    Await.until("all rooms are counted", 5_000, () -> sum(roomsByNode(house)) >= ROOMS);
    Map<String, Integer> rooms = roomsByNode(house);
    System.out.println("spread of " + ROOMS + " rooms over " + capacities + ": " + rooms);
    assertEquals(ROOMS, sum(rooms));
    rooms.forEach(
        (node, count) -> {
          double share = ROOMS * capacities.get(node) / all;
          assertTrue(
              count <= share * TOLERANCE,
              () -> node + " has " + count + ", its share is " + share + ": " + nodes(house));
        });
  }

  private static int sum(Map<String, Integer> rooms) {
    return rooms.values().stream().mapToInt(each -> each).sum();
  }

  private static void openRooms(House house, int count) {
    HttpClient http = HttpClient.newHttpClient();
    URI uri = URI.create("http://" + house.players() + "/rooms");
    Semaphore slots = new Semaphore(AT_ONCE);
    CompletableFuture<?>[] opened = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      slots.acquireUninterruptibly();
      opened[i] =
          http.sendAsync(
                  HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build(),
                  HttpResponse.BodyHandlers.ofString())
              .whenComplete((answer, e) -> slots.release())
              .thenAccept(answer -> assertEquals(201, answer.statusCode(), answer.body()));
    }
    CompletableFuture.allOf(opened).join();
  }

  private static Map<String, Integer> roomsByNode(House house) {
    Map<String, Integer> rooms = new TreeMap<>();
    for (JsonNode node : nodes(house)) {
      rooms.put(node.path("node").asText(), node.path("pins").asInt());
    }
    return rooms;
  }

  private static JsonNode nodes(House house) {
    try {
      return JSON.readTree(house.admin("/v1/nodes")).path("nodes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

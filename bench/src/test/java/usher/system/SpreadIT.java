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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Where 3,000 rooms go that are opened as fast as the router takes them. */
class SpreadIT {
  private static final int ROOMS = 3_000;
  private static final int AT_ONCE = 128;
  private static final double TOLERANCE = 1.05;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void roomsSpreadEvenlyOverEqualNodes() throws Exception {
    try (House house = House.router()) {
      spread(house, Map.of("node-1", 4_000, "node-2", 4_000, "node-3", 4_000));
    }
  }

  @Test
  void roomsSpreadEvenlyThoughHeartbeatsAreRare() throws Exception {
    try (House house = House.router("--heartbeat-interval", "5s", "--lease", "10s")) {
      spread(house, Map.of("node-1", 4_000, "node-2", 4_000, "node-3", 4_000));
    }
  }

  @Test
  void aNodeOfHalfTheCapacityGetsHalfTheRooms() throws Exception {
    try (House house = House.router()) {
      spread(house, Map.of("node-1", 4_000, "node-2", 4_000, "node-3", 2_000));
    }
  }

  private static void spread(House house, Map<String, Integer> capacities) throws Exception {
    for (Map.Entry<String, Integer> node : new TreeMap<>(capacities).entrySet()) {
      house.startNode(
          node.getKey(), "--capacity-rooms", node.getValue().toString(), "--room-idle", "10m");
    }
    house.awaitNodes(capacities.size());
    Await.until(
        "the router places rooms",
        30_000,
        () -> house.admin("/v1/nodes").contains("\"holding\":false"));
    openRooms(house);
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
              count <= share * TOLERANCE, node + " has " + count + ", its share is " + share);
        });
  }

  private static int sum(Map<String, Integer> rooms) {
    return rooms.values().stream().mapToInt(each -> each).sum();
  }

  private static void openRooms(House house) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    URI uri = URI.create("http://" + house.players() + "/rooms");
    Semaphore slots = new Semaphore(AT_ONCE);
    CompletableFuture<?>[] opened = new CompletableFuture<?>[ROOMS];
    for (int i = 0; i < ROOMS; i++) {
      slots.acquire();
      opened[i] =
          http.sendAsync(
                  HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build(),
                  HttpResponse.BodyHandlers.ofString())
              .whenComplete((answer, e) -> slots.release())
              .thenAccept(answer -> assertEquals(201, answer.statusCode(), answer.body()));
    }
    CompletableFuture.allOf(opened).get();
  }

  private static Map<String, Integer> roomsByNode(House house) {
    Map<String, Integer> rooms = new TreeMap<>();
    try {
      for (JsonNode node : JSON.readTree(house.admin("/v1/nodes")).path("nodes")) {
        rooms.put(node.path("node").asText(), node.path("pins").asInt());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rooms;
  }
}

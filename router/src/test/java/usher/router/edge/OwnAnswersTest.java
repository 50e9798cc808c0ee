package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import usher.common.net.TransportChoice;
import usher.common.room.RoomId;

/** What the player port answers itself: the page, and new rooms. */
class OwnAnswersTest {
  private final HttpClient browser = HttpClient.newHttpClient();
  private House house;

  @BeforeEach
  void open() {
    house = new House(TransportChoice.AUTO);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void pageHasAStrictPolicyAndAnETagThatSavesTheSecondTransfer() throws Exception {
    HttpResponse<String> page = ask("GET", "/");
    assertEquals(200, page.statusCode());
    assertEquals("text/html; charset=utf-8", page.headers().firstValue("content-type").get());
    assertEquals("nosniff", page.headers().firstValue("x-content-type-options").get());
    String policy = page.headers().firstValue("content-security-policy").get();
    assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    String etag = page.headers().firstValue("etag").get();
    HttpResponse<String> again = ask("GET", "/index.html", "If-None-Match", etag);
    assertEquals(304, again.statusCode());
    assertEquals("", again.body());
    HttpResponse<String> head = ask("HEAD", "/");
    assertEquals(200, head.statusCode());
    assertEquals(
        page.body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length,
        head.headers().firstValueAsLong("content-length").getAsLong());
    assertEquals(405, ask("DELETE", "/").statusCode());
  }

  @Test
  void playersLibraryAndItsTypesMayBeLoadedByPagesFromElsewhere() throws Exception {
    for (String path : List.of("/usher.js", "/usher/seat.js", "/usher.d.ts")) {
      HttpResponse<String> file = ask("GET", path, "Origin", "https://example.org");
      assertEquals(200, file.statusCode(), path);
      assertEquals("*", file.headers().firstValue("access-control-allow-origin").get(), path);
      String etag = file.headers().firstValue("etag").get();
      HttpResponse<String> again = ask("GET", path, "If-None-Match", etag);
      assertEquals(304, again.statusCode(), path);
      assertEquals("*", again.headers().firstValue("access-control-allow-origin").get(), path);
    }
    assertEquals(
        "text/javascript; charset=utf-8",
        ask("GET", "/usher.js").headers().firstValue("content-type").get());
    assertTrue(
        ask("GET", "/main.js").headers().firstValue("access-control-allow-origin").isEmpty());
  }

  @Test
  void newRoomHasAFreshIdAndIsPlaced() throws Exception {
    house.cluster.with(FakeCluster.node("node-7", 1));
    HttpResponse<String> created = ask("POST", "/rooms");
    assertEquals(201, created.statusCode());
    String location = created.headers().firstValue("location").get();
    RoomId room = new RoomId(location.substring("/rooms/".length()));
    assertEquals(
        "{\"room\":\"" + room + "\",\"url\":\"" + location + "\",\"node\":\"node-7\"}\n",
        created.body());
    assertEquals("node-7", house.cluster.pins.get(room).node().incarnation().node().value());
    assertFalse(ask("POST", "/rooms").body().contains(room.value()));
    assertEquals(2, house.counters.roomsCreated());
  }

  @Test
  void newRoomWithoutANodeIsRefused() throws Exception {
    HttpResponse<String> refused = ask("POST", "/rooms");
    assertEquals(503, refused.statusCode());
    assertEquals("2", refused.headers().firstValue("retry-after").get());
    assertTrue(refused.body().contains("\"no-node\""), refused.body());
  }
}

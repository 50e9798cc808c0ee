package usher.system.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.room.RoomId;
import usher.router.control.ControlPort;
import usher.router.control.ControlPortConfig;
import usher.router.control.peer.ControlMetrics;
import usher.system.Await;

/** A node with no more than an HTTP client, against the control port over real sockets. */
class PlainHttpTest {
  private final Transport transport = Transport.of(TransportChoice.NIO);
  private final EventLoopGroup loops = transport.group("test-control", 1);
  private final FakeCluster cluster = new FakeCluster();
  private final HttpClient http = HttpClient.newHttpClient();
  private ControlPort port;

  @BeforeEach
  void listen() {
    port =
        ControlPort.listen(
            new ControlPortConfig(new HostPort("127.0.0.1", 0), null, 400),
            transport,
            loops,
            cluster,
            ControlMetrics.NONE);
    cluster.speaksThrough(port);
  }

  @AfterEach
  void stop() {
    port.close();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + port.address() + path));
  }

  private HttpResponse<String> put(String boot, long number, String more) {
    return send(
        request("/v1/nodes/node-1")
            .PUT(
                BodyPublishers.ofString(
                    "{\"protocol\":1,\"incarnation\":\""
                        + boot
                        + "\",\"address\":\"127.0.0.1:7001\",\"capacity\":{\"rooms\":5,\"seats\":9},"
                        + "\"number\":"
                        + number
                        + ",\"seats\":0,\"placement\":0"
                        + more
                        + "}")));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aReportIsAnsweredWithTheLease() {
    HttpResponse<String> first = put("a", 1, ",\"rooms\":[{\"room\":\"r1\"}]");
    assertEquals(200, first.statusCode(), first.body());
    assertEquals(
        "{\"type\":\"acknowledge\",\"number\":1,\"leaseMs\":400,\"placement\":0,"
            + "\"draining\":false,\"routerId\":\"router-1\",\"heartbeatIntervalMs\":50,"
            + "\"forget\":[]}\n",
        first.body());
    assertEquals(200, put("a", 2, ",\"rooms\":0").statusCode());
    NodeMessage.Register register = cluster.said(NodeMessage.Register.class).get(0);
    assertEquals(new HeldRoom(new RoomId("r1"), 1), register.rooms().get(0));
    assertEquals(1, cluster.said(NodeMessage.Register.class).size());
  }

  @Test
  void aReplayedNumberIsAConflict() {
    put("a", 1, ",\"rooms\":0");
    HttpResponse<String> again = put("a", 1, ",\"rooms\":0");
    assertEquals(409, again.statusCode());
    assertEquals("{\"error\":\"replayed\",\"message\":\"not above\"}\n", again.body());
  }

  @Test
  void aSecondNodeWithALiveNodesIdIsAConflictAndTheFirstGoesOn() {
    put("a", 1, ",\"rooms\":0");
    assertTrue(put("b", 1, ",\"rooms\":0").body().contains("id-taken"));
    assertEquals(200, put("a", 2, ",\"rooms\":0").statusCode());
    assertEquals(1, cluster.connectionOf("node-1"));
  }

  @Test
  void aWrongFieldIsNamed() {
    HttpResponse<String> wrong = put("a", 1, ",\"rooms\":-1");
    assertEquals(422, wrong.statusCode());
    assertEquals(
        "{\"error\":\"bad-field\",\"message\":\"rooms is a whole number, 0 to 20000\"}\n",
        wrong.body());
    assertTrue(cluster.said().isEmpty());
  }

  @Test
  void aNodeSaysGoodbyeOnce() {
    put("a", 1, ",\"rooms\":0");
    assertEquals(200, send(request("/v1/nodes/node-1?incarnation=a").DELETE()).statusCode());
    Await.until("closed", 10_000, () -> cluster.closed().size() == 1);
    assertEquals(1, cluster.said(NodeMessage.Goodbye.class).size());
    assertEquals(404, send(request("/v1/nodes/node-1").DELETE()).statusCode());
  }

  @Test
  void aBodyOverTheSizeIsRefused() {
    HttpResponse<String> large = put("a", 1, ",\"x\":\"" + "a".repeat(5_000_000) + "\"");
    assertEquals(413, large.statusCode());
  }

  @Test
  void anUpgradeOfAnotherVersionIsRefused() {
    assertEquals(400, send(request("/control").GET()).statusCode());
  }
}

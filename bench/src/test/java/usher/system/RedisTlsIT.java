package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.journal.redis.TestRedis;
import usher.common.tls.TestAuthority;

/** A Redis by TLS that asks for certificates, all of them of an authority of our own. */
class RedisTlsIT {
  private static final long DEADLINE_MS = 30_000;

  @TempDir private Path directory;
  private final List<String> tls = new ArrayList<>();
  private final List<String> redisTls = new ArrayList<>();
  private int port;

  @BeforeEach
  void issue() throws IOException {
    TestAuthority authority = new TestAuthority(directory, "authority");
    TestAuthority.Issued server = authority.issue("redis");
    TestAuthority.Issued ours = authority.issue("usher");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    redisTls.addAll(List.of("--tls-port", Integer.toString(port)));
    redisTls.addAll(List.of("--tls-cert-file", server.certificate().toString()));
    redisTls.addAll(List.of("--tls-key-file", server.key().toString()));
    redisTls.addAll(List.of("--tls-ca-cert-file", authority.file().toString()));
    tls.addAll(List.of("--journal-tls-ca", authority.file().toString()));
    tls.addAll(List.of("--journal-tls-cert", ours.certificate().toString()));
    tls.addAll(List.of("--journal-tls-key", ours.key().toString()));
  }

  @Test
  void roomsAndFeedsGoByItAndOutliveANode() {
    List<String> flags = new ArrayList<>(List.of("--journal", "rediss://127.0.0.1:" + port));
    flags.addAll(tls);
    try (TestRedis redis = TestRedis.start(redisTls.toArray(String[]::new));
        House house = House.router(flags.toArray(String[]::new))) {
      house.startNodes(2, tls.toArray(String[]::new));
      try (Player ann = Player.join(house.players(), "lobby", "game=chat&player=ann");
          Player watcher = Player.atFeeds(house.players(), "player=bob")) {
        watcher.send("{\"subscribe\":\"AAPL\"}");
        watcher.await("subscribed");
        house.nodeProcess(ann.node()).signal("KILL");
        ann.send("{\"say\":\"still here\"}");
        ann.await(
            "what ann said",
            frame -> frame.path("event").path("say").asText().equals("still here"));
        Await.until(
            "the topic is heard",
            DEADLINE_MS,
            () -> house.adminPost("/v1/feeds/AAPL", "100.1").contains("\"heard\":1"));
        assertEquals("AAPL", watcher.await("message").path("topic").asText());
      }
      assertTrue(
          house.admin("/metrics").contains("usher_tls_handshakes_total{port=\"journal\"} "),
          house.admin("/metrics"));
      assertTrue(redis.pid() > 0);
    }
  }

  @Test
  void aNodeThatDoesNotKnowTheAuthoritySaysWhichFlagNamesIt() {
    List<String> flags = new ArrayList<>(List.of("--journal", "rediss://127.0.0.1:" + port));
    flags.addAll(tls);
    try (TestRedis redis = TestRedis.start(redisTls.toArray(String[]::new));
        House house = House.router(flags.toArray(String[]::new))) {
      Launched node = house.startNode("node-1");
      Await.until(
          "the log says it",
          DEADLINE_MS,
          () -> node.log().contains("untrusted") && node.log().contains("--journal-tls-ca"));
      assertTrue(redis.pid() > 0);
    }
  }
}

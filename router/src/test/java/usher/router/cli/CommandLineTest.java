package usher.router.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.EventLoopGroup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.config.Tokens;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.tls.TlsPort;
import usher.router.admin.AdminPage;
import usher.router.admin.AdminPort;
import usher.router.admin.route.Desk;

/** The command line against a real admin port. */
class CommandLineTest {
  private static final String SECRET = "0123456789abcdef";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private final Transport transport = Transport.of(TransportChoice.NIO);
  private final EventLoopGroup loops = transport.group("admin", 1);
  private final Desk desk = Desk.open("node-1", "node-2").place("lobby");
  private AdminPort port;
  private Path token;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void open() throws Exception {
    token = directory.resolve("token");
    Files.writeString(token, "ann:" + SECRET + "\n");
    port =
        AdminPort.open(
            new HostPort("127.0.0.1", 0),
            transport,
            loops,
            desk.routes,
            Tokens.of("ann:" + SECRET),
            AdminPage.NONE,
            TlsPort.off("admin"));
  }

  @AfterEach
  void close() {
    port.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Map<String, String> environment =
        Map.of("USHER_ADMIN", port.address().toString(), "USHER_TOKEN_FILE", token.toString());
    return UsherCommand.run(
        args, environment, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private JsonNode json(String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--output");
    all.add("json");
    assertEquals(0, run(all.toArray(String[]::new)), err::toString);
    return JSON.readTree(out.toString());
  }

  @Test
  void nodesAreListedForPeopleAndForPrograms() throws Exception {
    assertEquals(0, run("nodes"), err::toString);
    List<String> lines = out.toString().lines().toList();
    assertEquals(3, lines.size());
    assertTrue(lines.get(0).startsWith("NODE    STATE  TAKES ROOMS"), lines.get(0));
    assertTrue(lines.get(1).startsWith("node-1  alive  yes"), lines.get(1));
    assertEquals("node-2", json("nodes").path("nodes").path(1).path("node").asText());
  }

  @Test
  void roomsAreFoundAndExplained() throws Exception {
    desk.place("lobby-2").place("other");
    assertEquals(0, run("rooms", "--prefix", "lobby", "--limit", "1"), err::toString);
    assertTrue(out.toString().contains("\nlobby "), out::toString);
    assertTrue(out.toString().contains("more"), out::toString);
    assertEquals(3, json("rooms").path("rooms").size());
    assertEquals(0, run("room", "lobby"));
    assertTrue(out.toString().contains("epoch"), out::toString);
    assertEquals("lobby", json("room", "lobby").path("room").asText());
    assertEquals(0, run("explain", "lobby"));
    assertTrue(out.toString().contains("CANDIDATE"), out::toString);
  }

  @Test
  void whatThereIsNotIsRefusedWithOne() {
    assertEquals(1, run("room", "nobody"));
    assertEquals("error: not-found: this room is pinned to no node", err.toString().strip());
    assertEquals(1, run("drain", "node-9"));
    assertEquals(1, run("close", "a b"));
    assertTrue(err.toString().contains("bad-room"), err::toString);
    assertEquals(1, run("move", "lobby", "--to", "node-9"));
    assertEquals("", out.toString());
  }

  @Test
  void ordersAreCarriedOut() throws Exception {
    assertEquals(0, run("drain", "node-1"), err::toString);
    assertEquals("node node-1 drains: its rooms move to others", out.toString().strip());
    assertTrue(json("nodes").path("nodes").path(0).path("draining").asBoolean());
    assertEquals(0, run("undrain", "node-1"), err::toString);
    assertEquals(0, run("close", "lobby", "--reason", "good night"), err::toString);
    assertTrue(out.toString().startsWith("room lobby was closed on node-"), out::toString);
    assertEquals("begun", json("evict", "node-2").path("evict").asText());
    assertEquals(0, run("reload"), err::toString);
    assertEquals(0, run("log-level", "usher", "info"), err::toString);
    assertTrue(out.toString().contains("usher   INFO   yes"), out::toString);
    assertEquals(0, run("log-level", "usher", "inherited"), err::toString);
    assertTrue(out.toString().contains("no"), out::toString);
  }

  @Test
  void aMoveBegins() {
    assertEquals(0, run("move", "lobby"), err::toString);
    assertTrue(out.toString().startsWith("room lobby moves from"), out::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodes --admin nowhere | host:port",
        "nodes --admin http://a:1/b | host:port",
        "nodes --timeout 0 | 1 to 600",
        "nodes --output xml | xml",
        "rooms --limit 0 | 1 to 10000000",
        "top --once --interval 0 | 1 to 3600",
        "top --once --rows 0 | 1 to 10000",
        "nodes --token-file /does/not/exist | cannot read",
        "nodes --ca-file /does/not/exist | cannot be read",
        "nodez | nodez",
        "room | ROOM",
      })
  void aWrongFlagEndsWithTwoAndOneLine(String line, String says) {
    assertEquals(2, run(line.split(" ")), out::toString);
    assertTrue(err.toString().contains(says), err::toString);
    assertEquals(1, err.toString().strip().lines().count(), err::toString);
  }

  @Test
  void theVersionOfAnImageIsNoFlag() {
    Map<String, String> image =
        Map.of(
            "USHER_VERSION", "1.2.3", "USHER_HELP", "1", "USHER_ADMIN", port.address().toString());
    PrintWriter says = new PrintWriter(err, true);
    String[] args = {"nodes", "--token-file", token.toString()};
    assertEquals(0, UsherCommand.run(args, image, says, says), err::toString);
  }

  @Test
  void withoutACommandItSaysWhereTheyAre() {
    assertEquals(2, run());
    assertTrue(err.toString().contains("--help"), err::toString);
  }

  @Test
  void aRouterThatIsNotThereEndsWithThree() {
    assertEquals(3, run("nodes", "--admin", "127.0.0.1:1"));
    assertTrue(err.toString().contains("cannot reach the admin port"), err::toString);
  }

  @Test
  void aWrongTokenIsRefusedAndDoctorSaysWhatToMend() throws Exception {
    Files.writeString(token, "ann:fedcba9876543210\n");
    assertEquals(1, run("nodes"));
    assertTrue(err.toString().contains("unauthorized"), err::toString);
    assertFalse(err.toString().contains("fedcba"), err::toString);
    assertEquals(1, run("doctor"));
    assertTrue(out.toString().contains("BAD  token"), out::toString);
    assertTrue(out.toString().contains("-> --token-file"), out::toString);
  }

  @Test
  void topShowsItOnce() throws Exception {
    assertEquals(0, run("top", "--once", "--rows", "1"), err::toString);
    String first = out.toString().lines().findFirst().orElse("");
    assertTrue(first.matches("router router-1 test, up [1-9][0-9]?m.*"), out::toString);
    assertTrue(out.toString().contains("nodes 2 alive, 0 joining"), out::toString);
    assertTrue(out.toString().contains("... and 1 nodes more"), out::toString);
    assertFalse(out.toString().contains("\u001b"), "no escapes without a terminal");
    assertEquals(2, json("top", "--once").size());
  }

  @Test
  void doctorLooksAtEverything() {
    assertEquals(1, run("doctor"));
    for (String check :
        List.of("admin port", "players' port", "nodes' ports", "redis", "eviction", "transport")) {
      assertTrue(out.toString().contains(check), () -> check + " is not in " + out);
    }
    assertTrue(out.toString().endsWith("something must be mended\n"), out::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nodes", "doctor", "log-level", "completion"})
  void completionKnowsTheCommands(String command) {
    assertEquals(0, run("completion"));
    assertTrue(out.toString().contains(command), command);
    assertTrue(out.toString().contains("bashcompinit"), "zsh takes it too");
  }
}

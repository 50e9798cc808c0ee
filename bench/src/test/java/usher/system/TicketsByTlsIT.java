package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.tls.TestAuthority;
import usher.router.ticket.Mint;

/**
 * Every door locked: players by TLS and with tickets, one of them in a real browser, and nodes that
 * show certificates on control and link, as the router does to them.
 */
class TicketsByTlsIT {
  private static final long DEADLINE_MS = 15_000;

  @TempDir private Path directory;

  @Test
  void aBrowserPlaysForgedTicketsAreRefusedAndARenewedCertificateDisturbsNobody() throws Exception {
    Chromium.orSkip();
    TestAuthority authority = new TestAuthority(directory, "authority");
    TestAuthority.Issued players = authority.issue("players");
    TestAuthority.Issued renewed = authority.issue("renewed");
    TestAuthority.Issued house = authority.issue("house");
    try (House locked = House.router(routerFlags(authority, players, house));
        RoomPage page =
            new RoomPage(
                "https://" + locked.players(),
                Chromium.trusting(players.certificate(), renewed.certificate()))) {
      locked.startNodes(2, nodeFlags(authority, house));
      SecureDoor door = new SecureDoor(locked.players(), authority.context(null));
      assertEquals("CN=players", door.certificate());

      page.follow("lobby", "chat", ann().with("rooms", "lobby").signed());
      try (Player bob = door.join("lobby", Mint.ticket("bob").signed())) {
        page.say("hello bob");
        bob.await("what ann said", frame -> said(frame).equals("hello bob"));

        forgedTicketsAreRefused(door);
        nobodyComesInBehind(locked, authority.context(null));

        replace(renewed, players);
        Await.until(
            "newcomers see the new certificate",
            DEADLINE_MS,
            () -> door.certificate().equals("CN=renewed"));
        assertTrue(
            locked.adminPost("/v1/rooms/lobby/move").contains("node-"),
            "the room can go from node to node by TLS");
        bob.await("resumed");
        bob.send("{\"say\":\"still here\"}");
        page.awaitText(".chat-log", "still here");
        page.awaitSeat();
        try (Player cat = door.join("lobby", Mint.ticket("cat").signed())) {
          page.say("hello cat");
          cat.await("what ann said", frame -> said(frame).equals("hello cat"));
          bob.await("what ann said", frame -> said(frame).equals("hello cat"));
        }
      }
      String metrics = locked.admin("/metrics");
      assertTrue(metrics.contains("usher_tls_reloads_total{port=\"players\"} 1"), metrics);
      assertTrue(metrics.contains("usher_players_refused_total{reason=\"wrong-room\"} 1"), metrics);
      assertTrue(metrics.contains("usher_players_refused_total{reason=\"bad-ticket\"} 4"), metrics);
      assertTrue(
          metrics.contains("usher_players_refused_total{reason=\"ticket-expired\"} 1"), metrics);
      assertTrue(metrics.contains("usher_players_refused_total{reason=\"no-ticket\"} 1"), metrics);
    }
  }

  private static void forgedTicketsAreRefused(SecureDoor door) {
    assertEquals(403, door.refusal("lobby", ann().with("rooms", "attic").signed()));
    assertEquals(401, door.refusal("lobby", ann().with("exp", 1_000_000_000).signed()));
    assertEquals(401, door.refusal("lobby", ann().unsigned("none")));
    assertEquals(401, door.refusal("lobby", ann().unsigned("HS256")));
    String wider = ann().signed("HS512", Mint.secret("x".repeat(64)));
    assertEquals(401, door.refusal("lobby", wider));
    String otherKey = ann().signed("HS256", Mint.secret("x".repeat(32)));
    assertEquals(401, door.refusal("lobby", otherKey));
    assertEquals(401, door.refusal("lobby", null));
  }

  /** Neither at the control port nor at a node, without a certificate. */
  private static void nobodyComesInBehind(House locked, SSLContext withoutCertificate) {
    for (String address :
        List.of(
            locked.routerProcess().ready("control"),
            locked.nodeProcess("node-1").ready("listen"))) {
      SecureDoor behind = new SecureDoor(address, withoutCertificate);
      assertThrows(IOException.class, () -> behind.get("/healthz"), address);
    }
  }

  private static Mint ann() {
    return Mint.ticket("ann");
  }

  private static String said(JsonNode frame) {
    return frame.path("event").path("say").asText();
  }

  private static void replace(TestAuthority.Issued by, TestAuthority.Issued old)
      throws IOException {
    Files.move(by.certificate(), old.certificate(), StandardCopyOption.REPLACE_EXISTING);
    Files.move(by.key(), old.key(), StandardCopyOption.REPLACE_EXISTING);
  }

  private String[] routerFlags(
      TestAuthority authority, TestAuthority.Issued players, TestAuthority.Issued house)
      throws IOException {
    Path keys = Files.writeString(directory.resolve("keys"), Mint.SECRET);
    List<String> flags = new ArrayList<>(List.of("--ticket-keys", keys.toString()));
    shown(flags, "--tls", players);
    shown(flags, "--control-tls", house);
    shown(flags, "--link-tls", house);
    flags.addAll(List.of("--control-tls-client-ca", authority.file().toString()));
    flags.addAll(List.of("--link-tls-ca", authority.file().toString()));
    return flags.toArray(String[]::new);
  }

  private static String[] nodeFlags(TestAuthority authority, TestAuthority.Issued house) {
    List<String> flags = new ArrayList<>();
    shown(flags, "--tls", house);
    shown(flags, "--router-tls", house);
    flags.addAll(List.of("--tls-client-ca", authority.file().toString()));
    flags.addAll(List.of("--router-tls-ca", authority.file().toString()));
    return flags.toArray(String[]::new);
  }

  private static void shown(List<String> flags, String prefix, TestAuthority.Issued issued) {
    flags.addAll(List.of(prefix + "-cert", issued.certificate().toString()));
    flags.addAll(List.of(prefix + "-key", issued.key().toString()));
  }
}

package usher.router.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.player.CloseReason;
import usher.common.player.Role;
import usher.common.room.RoomId;

class TicketsTest {
  private static final KeyPair RSA = Mint.rsa();
  private static final KeyPair P256 = Mint.p256();
  private static final KeyPair ED25519 = Mint.ed25519();
  private static final Map<String, KeyPair> PAIRS =
      Map.of("RS256", RSA, "ES256", P256, "EdDSA", ED25519);

  @TempDir Path directory;

  private static long now() {
    return System.currentTimeMillis();
  }

  private Tickets of(String keys) {
    return Tickets.read(Mint.file(directory, keys), null, null);
  }

  private Tickets of(String algorithm, boolean asJwk) throws Exception {
    KeyPair pair = PAIRS.get(algorithm);
    if (pair == null) {
      return of(
          asJwk
              ? "{\"kty\":\"oct\",\"k\":\"" + Mint.part(Mint.SECRET) + "\"}"
              : Mint.SECRET + "\n");
    }
    return of(
        asJwk
            ? PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic()).toJson()
            : Mint.pem(pair.getPublic()));
  }

  private static Key signer(String algorithm) {
    KeyPair pair = PAIRS.get(algorithm);
    return pair == null ? Mint.secret(Mint.SECRET) : pair.getPrivate();
  }

  private static void isBad(Verdict verdict) {
    assertEquals(CloseReason.BAD_TICKET, assertInstanceOf(Verdict.Refused.class, verdict).reason());
  }

  private static Ticket isGood(Verdict verdict) {
    return assertInstanceOf(Ticket.class, verdict);
  }

  static List<String> algorithms() {
    return Mint.algorithms();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aTicketOfEachAlgorithmIsVerifiedByItsKeyAloneInEitherForm(String algorithm)
      throws Exception {
    for (boolean asJwk : new boolean[] {true, false}) {
      Tickets tickets = of(algorithm, asJwk);
      for (String signed : Mint.algorithms()) {
        Verdict verdict = tickets.verify(Mint.ticket("ann").signed(signed, signer(signed)), now());
        if (signed.equals(algorithm)) {
          assertEquals("ann", isGood(verdict).player());
        } else {
          isBad(verdict);
        }
      }
    }
  }

  @Test
  void aPublicKeyIsNoSecret() {
    Tickets tickets = of(Mint.pem(RSA.getPublic()));
    for (byte[] known :
        List.of(
            Mint.pem(RSA.getPublic()).getBytes(StandardCharsets.US_ASCII),
            Mint.pem(RSA.getPublic()).strip().getBytes(StandardCharsets.US_ASCII),
            RSA.getPublic().getEncoded())) {
      Key secret = new SecretKeySpec(known, "HmacSHA256");
      isBad(tickets.verify(Mint.ticket("ann").signed("HS256", secret), now()));
    }
  }

  @Test
  void whatIsNotSignedIsNoTicket() {
    Tickets tickets = Mint.tickets(directory);
    for (String algorithm : List.of("none", "None", "NONE", "HS256", "")) {
      isBad(tickets.verify(Mint.ticket("ann").unsigned(algorithm), now()));
      isBad(tickets.verify(Mint.ticket("ann").unsigned(algorithm) + "AA", now()));
    }
    isBad(tickets.verify(Mint.ticket("ann").signed("HS384", Mint.secret("x".repeat(48))), now()));
    isBad(tickets.verify(Mint.ticket("ann").signed("HS256", Mint.secret("y".repeat(32))), now()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c.d.e", "a.b.c", "ä.b.c", "a b.c.d"})
  void whatIsNoJwtIsRefused(String text) {
    isBad(Mint.tickets(directory).verify(text, now()));
  }

  @Test
  void eachChangedCharacterSpoilsATicket() {
    Tickets tickets = Mint.tickets(directory);
    String ticket = Mint.ticket("ann").signed();
    // But for the last one, which has two bits that say nothing.
    for (int i = 0; i < ticket.length() - 1; i++) {
      char other = ticket.charAt(i) == 'A' ? 'Q' : 'A';
      isBad(tickets.verify(ticket.substring(0, i) + other + ticket.substring(i + 1), now()));
    }
  }

  @Test
  void aTicketIsLongestAtItsBound() {
    Tickets tickets = Mint.tickets(directory);
    String base = Mint.ticket("ann").with("x", "").signed();
    // Four characters of Base64 for three of the claim.
    int more = (TicketLimits.MAX_LENGTH - base.length()) / 4 * 3;
    String longest = Mint.ticket("ann").with("x", "x".repeat(more)).signed();
    assertTrue(longest.length() > TicketLimits.MAX_LENGTH - 4, "" + longest.length());
    isGood(tickets.verify(longest, now()));
    isBad(tickets.verify(Mint.ticket("ann").with("x", "x".repeat(more + 6)).signed(), now()));
  }

  @Test
  void aTicketEndsAtItsTimeAndAMarginForClocks() {
    Tickets tickets = Mint.tickets(directory);
    String ticket = Mint.ticket("ann").with("exp", 1_000).signed();
    long last = (1_000 + TicketLimits.CLOCK_SKEW_S) * 1_000L;

    isGood(tickets.verify(ticket, last - 1));
    Verdict over = tickets.verify(ticket, last);
    assertEquals(
        CloseReason.TICKET_EXPIRED, assertInstanceOf(Verdict.Refused.class, over).reason());
  }

  @Test
  void aTicketBeginsAtItsTimeAndAMarginForClocks() {
    Tickets tickets = Mint.tickets(directory);
    String ticket = Mint.ticket("ann").with("nbf", 5_000).with("exp", 9_000.5).signed();
    long first = (5_000 - TicketLimits.CLOCK_SKEW_S) * 1_000L;

    isBad(tickets.verify(ticket, first - 1));
    assertEquals(9_000_500, isGood(tickets.verify(ticket, first)).expiresMs());
  }

  @Test
  void timesAreNumbersThatCanBeTrue() {
    Tickets tickets = Mint.tickets(directory);
    isBad(tickets.verify(Mint.ticket("ann").without("exp").signed(), now()));
    for (Object wrong : List.of("2030", -1, 1e300, true, List.of(5))) {
      isBad(tickets.verify(Mint.ticket("ann").with("exp", wrong).signed(), now()));
      isBad(tickets.verify(Mint.ticket("ann").with("nbf", wrong).signed(), now()));
    }
  }

  @Test
  void theSubjectIsAPlayersName() {
    Tickets tickets = Mint.tickets(directory);
    assertEquals("jörg 7", isGood(tickets.verify(sub("jörg 7"), now())).player());
    isGood(tickets.verify(sub("x".repeat(32)), now()));
    isGood(tickets.verify(sub("user#a1"), now()));
    isBad(tickets.verify(Mint.ticket("ann").without("sub").signed(), now()));
    for (Object wrong : List.of("", " ann", "a\nb", "x".repeat(33), "ann#2", 7)) {
      isBad(tickets.verify(Mint.ticket("ann").with("sub", wrong).signed(), now()));
    }
  }

  private static String sub(String name) {
    return Mint.ticket(name).signed();
  }

  @Test
  void aRoleIsPlayerUnlessItSaysSpectator() {
    Tickets tickets = Mint.tickets(directory);
    assertEquals(Role.PLAYER, isGood(tickets.verify(Mint.ticket("a").signed(), now())).role());
    String watches = Mint.ticket("a").with("role", "spectator").signed();
    assertEquals(Role.SPECTATOR, isGood(tickets.verify(watches, now())).role());
    for (Object wrong : List.of("admin", "PLAYER", "", 1, List.of("player"))) {
      isBad(tickets.verify(Mint.ticket("ann").with("role", wrong).signed(), now()));
    }
  }

  @Test
  void roomsAreAPatternOrAListAndNoneWhereNothingIsSaid() {
    Tickets tickets = Mint.tickets(directory);
    RoomId lobby = new RoomId("lobby");
    assertTrue(rooms(tickets, "*").permits(lobby));
    assertTrue(rooms(tickets, "lob*").permits(lobby));
    assertTrue(rooms(tickets, List.of("a", "lobby")).permits(lobby));
    assertFalse(rooms(tickets, List.of("a", "lobby2")).permits(lobby));
    assertFalse(rooms(tickets, List.of()).permits(lobby));
    String none = Mint.ticket("ann").without("rooms").signed();
    assertFalse(isGood(tickets.verify(none, now())).permits(lobby));
  }

  private static Ticket rooms(Tickets tickets, Object rooms) {
    return isGood(tickets.verify(Mint.ticket("ann").with("rooms", rooms).signed(), now()));
  }

  @Test
  void patternsAreAtMostSoManyAndEachOfRoomsCharacters() {
    Tickets tickets = Mint.tickets(directory);
    rooms(tickets, java.util.Collections.nCopies(TicketLimits.MAX_PATTERNS, "a*"));
    for (Object wrong :
        List.of(
            java.util.Collections.nCopies(TicketLimits.MAX_PATTERNS + 1, "a*"),
            "a/b",
            "",
            "x".repeat(129),
            List.of(List.of("a")),
            Map.of("a", "b"),
            5)) {
      isBad(tickets.verify(Mint.ticket("ann").with("rooms", wrong).signed(), now()));
      isBad(tickets.verify(Mint.ticket("ann").with("topics", wrong).signed(), now()));
    }
  }

  @Test
  void anAudienceIsNamedByBothSidesOrByNeither() {
    Path file = Mint.file(directory, Mint.SECRET);
    Tickets any = Tickets.read(file, null, null);
    Tickets ours = Tickets.read(file, "usher", null);

    isBad(any.verify(Mint.ticket("ann").with("aud", "usher").signed(), now()));
    isGood(ours.verify(Mint.ticket("ann").with("aud", "usher").signed(), now()));
    isGood(ours.verify(Mint.ticket("ann").with("aud", List.of("x", "usher")).signed(), now()));
    isBad(ours.verify(Mint.ticket("ann").with("aud", "other").signed(), now()));
    isBad(ours.verify(Mint.ticket("ann").signed(), now()));
  }

  @Test
  void anIssuerIsTheOneThatIsAskedFor() {
    Path file = Mint.file(directory, Mint.SECRET);
    Tickets ours = Tickets.read(file, null, "login");

    isGood(ours.verify(Mint.ticket("ann").with("iss", "login").signed(), now()));
    isBad(ours.verify(Mint.ticket("ann").with("iss", "other").signed(), now()));
    isBad(ours.verify(Mint.ticket("ann").signed(), now()));
    isGood(
        Tickets.read(file, null, null)
            .verify(Mint.ticket("ann").with("iss", "other").signed(), now()));
  }

  @Test
  void extensionsThatMustBeUnderstoodAreNot() {
    Tickets tickets = Mint.tickets(directory);
    isBad(
        tickets.verify(
            Mint.ticket("ann").header("crit", List.of("x")).header("x", 1).signed(), now()));
  }

  private static String detail(Verdict verdict) {
    isBad(verdict);
    return assertInstanceOf(Verdict.Refused.class, verdict).detail();
  }

  @Test
  void aRefusalSaysWhatIsWrong() {
    Tickets tickets = Mint.tickets(directory);
    Mint noRooms = Mint.ticket("ann").with("rooms", null);
    says(detail(tickets.verify(noRooms.signed(), now())), "rooms and topics of a ticket are");
    Mint noRoom = Mint.ticket("ann").with("rooms", java.util.Collections.singletonList(null));
    says(detail(tickets.verify(noRoom.signed(), now())), "rooms and topics of a ticket are");
    Mint extended = Mint.ticket("ann").header("crit", List.of("x")).header("x", 1);
    says(detail(tickets.verify(extended.signed(), now())), "crit");
    Mint wrongCrit = Mint.ticket("ann").header("crit", "x");
    says(detail(tickets.verify(wrongCrit.signed(), now())), "crit");
    Mint numbered = Mint.ticket("ann").header("kid", 7);
    says(detail(tickets.verify(numbered.signed(), now())), "kid and alg of a ticket are texts");
    for (String claims : List.of("[]", "no JSON", "7")) {
      String signed = Mint.signed(claims);
      says(detail(tickets.verify(signed, now())), "claims of a ticket are one JSON object");
    }
    String ticket = Mint.ticket("ann").signed();
    String cut = ticket.substring(0, ticket.lastIndexOf('.') + 5);
    says(detail(tickets.verify(cut, now())), "signature");
    says(detail(tickets.verify("a.b", now())), "signed JWT in compact form");
  }

  private static void says(String message, String part) {
    assertTrue(message.contains(part), message);
    assertEquals(part.contains("compact form"), message.contains("compact form"), message);
  }

  @Test
  void aRefusalSaysNothingOfTheTicket() {
    Verdict verdict = Mint.tickets(directory).verify("secretpart.secretpart.secretpart", now());
    assertFalse(verdict.toString().contains("secretpart"), verdict.toString());
  }
}

package usher.router.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import usher.common.config.FlagException;

class KeyFileTest {
  private static final KeyPair P256 = Mint.p256();

  @TempDir Path directory;

  private static String refused(byte[] bytes) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> KeyFile.parse(bytes)).getMessage());
  }

  private static String refused(String text) {
    return refused(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void says(String message, String part) {
    assertTrue(message.contains(part), message);
  }

  private static TicketKeys parse(String text) {
    return KeyFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String oct(String kid, int bytes) {
    return "{\"kty\":\"oct\",\"kid\":\""
        + kid
        + "\",\"k\":\""
        + Mint.part("k".repeat(bytes))
        + "\"}";
  }

  private static String set(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  @Test
  void aSecretHasItsBounds() {
    assertEquals("HS256", parse("s".repeat(32)).toString());
    parse("s".repeat(512) + "\r\n");
    says(refused("s".repeat(31) + "\n"), "32 to 512 bytes, not 31");
    says(refused("s".repeat(513)), "not 513");
    says(refused(""), "empty");
    says(refused("\n"), "empty");
  }

  @Test
  void aBinarySecretKeepsEachByte() {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) 0x90);
    secret[31] = '\n';
    assertEquals(32, KeyFile.parse(secret).keys().get(0).key().getEncoded().length);
  }

  @Test
  void aPrivateKeyDoesNotBelongHere() throws Exception {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(P256.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----";
    says(refused(pem), "private key");
    PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(P256.getPublic());
    jwk.setPrivateKey(P256.getPrivate());
    String message = refused(set(jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE)));
    says(message, "key 1: it is private");
  }

  @Test
  void aPublicKeyInAnotherFormIsTakenForNoSecret() {
    says(refused(P256.getPublic().getEncoded()), "DER");
    String pem = Mint.pem(P256.getPublic());
    says(refused(pem + pem), "not one public key");
    says(refused(pem.replace("PUBLIC KEY", "CERTIFICATE")), "not one public key");
    says(refused(pem.replace("PUBLIC KEY", "RSA PUBLIC KEY")), "not one public key");
    says(refused(pem.substring(0, 60)), "not one public key");
    says(refused("-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----"), "public key is none");
    says(refused("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"), "none of RSA");
  }

  @Test
  void otherKindsAndLengthsOfKeysAreRefused() {
    KeyPair p384 =
        Mint.pair("EC", generator -> generator.initialize(new ECGenParameterSpec("secp384r1")));
    KeyPair ed448 = Mint.pair("Ed448", generator -> {});
    KeyPair small = Mint.pair("RSA", generator -> generator.initialize(1_024));
    says(refused(Mint.pem(p384.getPublic())), "P-256");
    says(refused(Mint.pem(ed448.getPublic())), "Ed25519");
    says(refused(Mint.pem(small.getPublic())), "not 1024");
  }

  @Test
  void aSetOfKeysNamesEachOnce() throws Exception {
    TicketKeys keys = parse(set(oct("a", 32), oct("b", 33)));
    assertEquals("HS256 a, HS256 b", keys.toString());
    assertEquals("a", keys.find("a").id());
    assertEquals(null, keys.find("c"));
    assertEquals(null, keys.find(null));
    assertEquals("a", parse(oct("a", 32)).find(null).id());
    assertEquals(null, parse(oct("a", 32)).find("b"));
    says(refused(set(oct("a", 32), oct("a", 33))), "two keys have the kid 'a'");
    says(refused(set(oct("a", 32), oct("b", 33).replace("\"kid\":\"b\",", ""))), "has a kid");
  }

  @Test
  void aSetHasItsBounds() {
    List<String> most =
        IntStream.range(0, TicketLimits.MAX_KEYS).mapToObj(i -> oct("k" + i, 32)).toList();
    assertEquals(TicketLimits.MAX_KEYS, parse(set(most.toArray(String[]::new))).keys().size());
    String more = most.stream().collect(Collectors.joining(",", "", "," + oct("x", 32)));
    says(refused(set(more)), "at most 32");
    says(refused(set()), "not 0");
    says(refused("{\"keys\":5}"), "list");
    says(refused("{\"keys\":[5]}"), "JSON object");
    says(refused("{"), "no JSON");
    says(refused(" ".repeat(TicketLimits.MAX_FILE_BYTES + 1)), "more than");
  }

  @Test
  void aKeyOfASetIsWhatItSays() {
    says(refused(set(oct("a", 31))), "key 1: a secret has 32 to 512 bytes, not 31");
    says(refused(set(oct("a", 32).replace("\"a\"", "7"))), "kid");
    says(refused("{\"kty\":\"EC\"}"), "none of oct");
    says(refused("{}"), "none of oct");
    says(refused("{\"kty\":\"oct\"}"), "");
  }

  @Test
  void aMessageNamesTheFlagAndTheFileAndNotTheSecret() {
    Path file = Mint.file(directory, "too-short-secret");
    String message =
        String.valueOf(assertThrows(FlagException.class, () -> KeyFile.read(file)).getMessage());
    says(message, "--ticket-keys: '" + file + "'");
    assertFalse(message.contains("too-short-secret"), message);
    assertThrows(FlagException.class, () -> KeyFile.read(directory.resolve("none")));
  }

  @Test
  void aReloadDoesNotChangeFromPublicKeysToASecretOrBack() throws Exception {
    String jwk = PublicJsonWebKey.Factory.newPublicJwk(P256.getPublic()).toJson();
    List<String> publicKeys = List.of(Mint.pem(P256.getPublic()), jwk);
    List<String> secrets = List.of(Mint.SECRET, oct("a", 32));
    for (String open : publicKeys) {
      for (String secret : secrets) {
        staysAsItWas(open, secret);
        staysAsItWas(secret, open);
      }
    }
  }

  private void staysAsItWas(String before, String after) throws Exception {
    Tickets tickets = Tickets.read(Mint.file(directory, before), null, null);
    Object edition = tickets.edition();
    Files.writeString(tickets.file(), after);
    String message =
        String.valueOf(assertThrows(FlagException.class, tickets::reload).getMessage());
    says(message, "--ticket-keys: '" + tickets.file() + "': ");
    says(message, "takes a restart");
    assertEquals(edition, tickets.edition());

    Files.writeString(tickets.file(), before);
    assertEquals("", tickets.reload());
  }

  /** Who wrote a set with both said so. */
  @Test
  void aSetOfBothGoesFromOneToTheOther() throws Exception {
    PublicJsonWebKey open = PublicJsonWebKey.Factory.newPublicJwk(P256.getPublic());
    open.setKeyId("new");
    Tickets tickets = Tickets.read(Mint.file(directory, oct("old", 32)), null, null);
    Files.writeString(tickets.file(), set(oct("old", 32), open.toJson()));
    assertEquals("now HS256 old, ES256 new", tickets.reload());
    Files.writeString(tickets.file(), set(open.toJson()));
    assertEquals("now ES256 new", tickets.reload());
  }

  @Test
  void aSecretThatEverybodyMayReadIsWarnedOfAndAPublicKeyIsNot() throws Exception {
    String jwk = PublicJsonWebKey.Factory.newPublicJwk(P256.getPublic()).toJson();
    assertTrue(warned(Mint.SECRET, "rw-r--r--").contains("chmod 600"));
    assertTrue(warned(oct("a", 32), "rw-r--r--").contains("chmod 600"));
    assertEquals("", warned(Mint.SECRET, "rw-r-----"));
    assertEquals("", warned(jwk, "rw-r--r--"));
    assertEquals("", warned(Mint.pem(P256.getPublic()), "rw-r--r--"));
  }

  private String warned(String keys, String mode) throws Exception {
    Path file = Mint.file(directory, keys);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    Logger logger = (Logger) LoggerFactory.getLogger(KeyFile.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      KeyFile.read(file);
    } finally {
      logger.detachAppender(lines);
    }
    return lines.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void newKeysCountFromTheReloadOnAndWrongOnesNever() throws Exception {
    Tickets tickets = Mint.tickets(directory);
    String old = Mint.ticket("ann").signed();
    String secret = "another-secret-of-thirty-two-and-more";
    String next = Mint.ticket("ann").signed("HS256", Mint.secret(secret));
    long now = System.currentTimeMillis();
    assertEquals("", tickets.reload());

    Files.writeString(tickets.file(), "short");
    assertThrows(FlagException.class, tickets::reload);
    assertInstanceOf(Ticket.class, tickets.verify(old, now));

    Files.writeString(tickets.file(), secret);
    assertEquals("now HS256", tickets.reload());
    assertInstanceOf(Ticket.class, tickets.verify(next, now));
    assertInstanceOf(Verdict.Refused.class, tickets.verify(old, now));
  }
}

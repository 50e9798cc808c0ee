package usher.router.ticket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of keys is taken for that is neither JSON nor PEM. */
class SharedSecretTest {
  private static final String BODY =
      "AAAAC3NzaC1lZDI1NTE5AAAAIGPKhrUUNRKFx4vxSQTd1pE1mqEj0yIpdd6UrOs2kRv6";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String refused(byte[] bytes) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> KeyFile.parse(bytes)).getMessage());
    assertTrue(message.contains("a secret in one line without blanks"), message);
    assertTrue(message.contains("openssl rand -hex 32"), message);
    assertTrue(message.contains("-----BEGIN PUBLIC KEY-----"), message);
    return message;
  }

  private static void refused(String text, String why) {
    String message = refused(bytes(text));
    assertTrue(message.contains(why), message);
  }

  private static byte[] taken(byte[] bytes) {
    return KeyFile.parse(bytes).keys().get(0).key().getEncoded();
  }

  private static List<PublicKey> publicKeys() {
    return List.of(
        Mint.rsa().getPublic(),
        Mint.pair("RSA", generator -> generator.initialize(1_024)).getPublic(),
        Mint.p256().getPublic(),
        Mint.pair("EC", generator -> generator.initialize(new ECGenParameterSpec("secp384r1")))
            .getPublic(),
        Mint.ed25519().getPublic(),
        Mint.pair("Ed448", generator -> {}).getPublic());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html> | a page",
        "<!DOCTYPEhtml><html><body>BadGateway</body></html> | a page",
        "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error> | a page",
        "[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMl\"}] | a list of",
        "[\"0123456789abcdef0123456789abcdef\"] | JSON",
        "\"0123456789abcdef0123456789abcdef\" | JSON",
        "ssh-ed25519 " + BODY + " ann@home | a key of ssh",
        "restrict ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 | a key of ssh",
        BODY + " | a key of ssh",
        "404 page not found, as some proxy said it | several words",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJlb2Z0aGVvbmU | a ticket",
      })
  void whatOthersMayKnowIsTakenForNoSecret(String text, String why) {
    refused(text, why);
    refused(text + "\n", why);
  }

  @Test
  void aSecretInTextIsOneLineWithoutBlanks() {
    String half = "0123456789abcdef0123456789abcdef";
    for (String blank : List.of(" ", "\t", "\n", "\r\n", "\u00a0", "\u2003")) {
      refused(half + blank + half, "several words or lines");
      refused("pässwort-" + half + blank + half, "several words or lines");
    }
    refused(" " + half, "several words or lines");
    refused(half + " ", "several words or lines");
    assertArrayEquals(bytes(half), taken(bytes(half + "\r\n\n")));
    String accents = "pässwort-" + half;
    assertArrayEquals(bytes(accents), taken(bytes(accents)));
  }

  /** Base64 of all that is signed with is what everybody can make from the PEM. */
  @Test
  void aPublicKeyIsNoSecretInWhateverFormItStands() {
    for (PublicKey key : publicKeys()) {
      byte[] der = key.getEncoded();
      String base64 = Base64.getEncoder().encodeToString(der);
      List<String> forms = new ArrayList<>();
      forms.add(base64);
      forms.add(base64.replace("=", ""));
      forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(der));
      forms.add(Base64.getMimeEncoder().encodeToString(der));
      forms.add(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
      forms.add(base64.substring(0, Math.min(64, base64.length() - 3)));
      forms.add(HexFormat.of().formatHex(der));
      forms.add(HexFormat.ofDelimiter(":").formatHex(der));
      forms.add(Base64.getEncoder().encodeToString(bytes(Mint.pem(key))));
      for (String form : forms) {
        refused(form + "\n", "looks like");
      }
      assertTrue(refused(der).contains("DER"));
    }
    byte[] der = Mint.p256().getPrivate().getEncoded();
    refused(Base64.getEncoder().encodeToString(der), "without its lines BEGIN and END");
    assertTrue(refused(der).contains("DER"));
  }

  @Test
  void textInUtf16IsNoSecret() {
    String pem = Mint.pem(Mint.ed25519().getPublic());
    assertTrue(refused(pem.getBytes(StandardCharsets.UTF_16)).contains("UTF-16"));
    assertTrue(refused(pem.getBytes(StandardCharsets.UTF_16LE)).contains("UTF-16"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsRandomIsTakenAsItIs(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] secret = new byte[32 + random.nextInt(33)];
      random.nextBytes(secret);
      // What begins like JSON, or has blanks in text, was never taken.
      secret[0] = (byte) 0xb0;
      assertArrayEquals(secret, taken(secret), "seed " + seed + ", secret " + i);
      for (String text :
          List.of(
              HexFormat.of().formatHex(secret),
              Base64.getEncoder().encodeToString(secret),
              Base64.getUrlEncoder().withoutPadding().encodeToString(secret))) {
        assertArrayEquals(bytes(text), taken(bytes(text + "\n")), "seed " + seed + ": " + text);
      }
    }
  }

  @Test
  void aByteOrderMarkBeforeJsonOrPemIsLeftOut() throws Exception {
    PublicKey key = Mint.ed25519().getPublic();
    String jwk = PublicJsonWebKey.Factory.newPublicJwk(key).toJson();
    assertEquals("EdDSA", KeyFile.parse(bytes("\ufeff" + jwk)).toString());
    assertEquals("EdDSA", KeyFile.parse(bytes("\ufeff{\"keys\":[" + jwk + "]}")).toString());
    assertEquals("EdDSA", KeyFile.parse(bytes("\ufeff" + Mint.pem(key))).toString());
    byte[] secret = bytes("\ufeff" + Mint.SECRET);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> KeyFile.parse(secret)).getMessage());
    assertTrue(message.contains("byte order mark"), message);
  }

  @Test
  void aMessageHasNothingOfWhatTheFileHolds() {
    byte[] page = bytes("<html>the-secret-of-somebody</html>");
    assertFalse(refused(page).contains("somebody"));
    byte[] words = Arrays.copyOf(bytes("somebody has words of his own to say"), 36);
    assertFalse(refused(words).contains("somebody"));
  }
}

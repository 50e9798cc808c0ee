package usher.router.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of keys as logins publish them, with keys that are not for us (RFC 7517, section 5). */
class JwkSetTest {
  private static final KeyPair P256 = Mint.p256();

  private static String jwk(KeyPair pair, String more) {
    try {
      String json = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic()).toJson();
      return json.replaceFirst("}$", more.replace('\'', '"') + "}");
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String ours(String more) {
    return jwk(P256, more);
  }

  private static String set(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  private static String refused(String json) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> JwkSet.parse(json)).getMessage());
  }

  private static void isIgnored(String foreign, String why) {
    String good = ours(",'kid':'good'");
    assertEquals("ES256 good", JwkSet.parse(set(foreign, good)).toString());
    assertEquals("ES256 good", JwkSet.parse(set(good, foreign)).toString());
    for (String alone : new String[] {foreign, set(foreign)}) {
      String message = refused(alone);
      assertTrue(message.contains("key 1: " + why), message);
      assertTrue(message.contains("no key"), message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",'kid':'e','use':'enc' | its use is not sig",
        ",'kid':'good','use':'enc' | its use is not sig",
        ",'use':'enc' | its use is not sig",
        ",'kid':'e','alg':'ECDH-ES' | its alg is not the one",
        ",'kid':'e','alg':'ES512' | its alg is not the one",
        ",'kid':'e','key_ops':['encrypt'] | its key_ops lack verify",
        ",'kid':'e','key_ops':['sign','deriveKey'] | its key_ops lack verify",
        ",'kid':'e','key_ops':[] | its key_ops lack verify",
      })
  void aKeyForSomethingElseIsIgnored(String members, String why) {
    isIgnored(ours(members), why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kty\":\"AKP\",\"kid\":\"m\",\"alg\":\"ML-DSA-44\",\"pub\":\"AAAA\"}",
        "{\"kty\":\"EC\",\"kid\":\"k\",\"crv\":\"secp256k1\",\"x\":\"AAAA\",\"y\":\"AAAA\"}",
        "{\"kty\":\"OKP\",\"kid\":\"x\",\"crv\":\"X25519\",\"x\":\"AAAA\"}"
      })
  void aKeyOfAKindThatIsNotOursIsIgnored(String foreign) {
    isIgnored(foreign, "it is none of oct");
  }

  @Test
  void aKeyOfACurveOrALengthThatIsNotOursIsIgnored() {
    KeyPair p384 =
        Mint.pair("EC", generator -> generator.initialize(new ECGenParameterSpec("secp384r1")));
    isIgnored(jwk(p384, ",'kid':'e'"), "it is none of oct");
    isIgnored(jwk(Mint.pair("Ed448", generator -> {}), ",'kid':'e'"), "it is none of oct");
    KeyPair small = Mint.pair("RSA", generator -> generator.initialize(1_024));
    isIgnored(jwk(small, ",'kid':'e'"), "an RSA key has 2048 to 4096 bits");
    isIgnored(jwk(Mint.rsa(), ",'kid':'e','alg':'PS256'"), "its alg is not the one");
  }

  @Test
  void aKeyThatSaysWhatItIsForIsTaken() {
    for (String members :
        new String[] {
          "",
          ",'use':'sig'",
          ",'alg':'ES256'",
          ",'key_ops':['verify']",
          ",'key_ops':['sign','verify'],'use':'sig','alg':'ES256'"
        }) {
      assertEquals("ES256 a", JwkSet.parse(set(ours(",'kid':'a'" + members))).toString());
    }
  }

  @Test
  void whatIsDangerousOrBrokenIsRefusedBesideGoodKeys() throws Exception {
    String good = ours(",'kid':'good'");
    PublicJsonWebKey secret = PublicJsonWebKey.Factory.newPublicJwk(P256.getPublic());
    secret.setPrivateKey(P256.getPrivate());
    String whole = secret.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    assertTrue(refused(set(good, whole)).contains("key 2: it is private"));
    String forOthers = whole.replaceFirst("}$", ",\"use\":\"enc\"}");
    assertTrue(refused(set(good, forOthers)).contains("key 2: it is private"));
    assertFalse(refused(set(good, whole)).contains(String.valueOf(whole.split("\"d\":")[1])));

    assertTrue(refused(set(good, good)).contains("two keys have the kid 'good'"));
    assertTrue(refused(set(good, ours(""))).contains("each has a kid"));
    assertTrue(refused(set(good, "5")).contains("key 2: a key is a JSON object"));
    assertTrue(refused(set(good, "{}")).contains("key 2: it is none of oct"));
    assertTrue(refused(set(good, "{\"kty\":7}")).contains("key 2: it is none of oct"));
    assertTrue(refused(set(good, "{\"kty\":\"EC\"}")).contains("key 2: it is none of oct"));
    String half = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"h\",\"x\":\"AAAA\"}";
    assertTrue(refused(set(good, half)).contains("key 2: it is none of oct"));
    assertTrue(refused(set(good, ours(",'kid':7"))).contains("key 2: its kid"));
    String ops = ours(",'kid':'o','key_ops':'verify'");
    assertTrue(refused(set(good, ops)).contains("key 2: its key_ops are a list"));
    String guessed = "{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"AAAA\"}";
    assertTrue(refused(set(good, guessed)).contains("key 2: a secret has 32 to 512 bytes"));
    assertTrue(refused(set()).contains("not 0"));
  }
}

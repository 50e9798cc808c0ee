package usher.router.ticket;

import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys as JSON (RFC 7517): a set of them, or one. A key that is for something else, or of a kind
 * that is none of ours, is left out with a word in the log (section 5); one that is broken, or that
 * nobody but its owner should have, spoils the set.
 */
final class JwkSet {
  private static final String KEYS = "keys";
  private static final int MAX_ID_LENGTH = 256;

  private static final String NONE_OF_OURS =
      "it is none of oct (HS256), RSA (RS256), EC with P-256 (ES256) and OKP with Ed25519"
          + " (EdDSA), or not whole";

  private static final Map<String, TicketAlgorithm> BY_KIND =
      Map.of(
          "oct",
          TicketAlgorithm.HS256,
          "RSA",
          TicketAlgorithm.RS256,
          "EC",
          TicketAlgorithm.ES256,
          "OKP",
          TicketAlgorithm.EDDSA);

  private static final Map<String, String> CURVES = Map.of("EC", "P-256", "OKP", "Ed25519");
  private static final Logger log = LoggerFactory.getLogger(JwkSet.class);

  private JwkSet() {}

  /** A key that is well for somebody, and not for tickets. */
  private static final class ForeignKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ForeignKeyException(String why) {
      super(why);
    }
  }

  /**
   * @throws IllegalArgumentException if it is no set, none of its keys is for tickets, or one is
   *     private or broken; the message says which and why, and nothing of the key itself
   */
  static TicketKeys parse(String json) {
    Map<String, Object> set;
    try {
      set = JsonUtil.parseJson(json);
    } catch (JoseException e) {
      throw new IllegalArgumentException("it begins with { and is no JSON", e);
    }
    List<?> entries = set.containsKey(KEYS) ? list(set.get(KEYS)) : List.of(set);
    List<TicketKey> keys = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    int number = 0;
    for (Object entry : entries) {
      number++;
      try {
        keys.add(key(entry));
      } catch (ForeignKeyException e) {
        foreign.add("key " + number + ": " + e.getMessage());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("key " + number + ": " + e.getMessage(), e);
      }
    }
    if (keys.isEmpty() && !foreign.isEmpty()) {
      throw new IllegalArgumentException(
          "it has no key for tickets: " + String.join("; ", foreign));
    }
    foreign.forEach(each -> log.info("--ticket-keys: left out, {}", each));
    return new TicketKeys(keys);
  }

  private static List<?> list(@Nullable Object keys) {
    if (keys instanceof List<?> list && list.size() <= TicketLimits.MAX_KEYS) {
      return list;
    }
    throw new IllegalArgumentException(
        "its keys are a list of at most " + TicketLimits.MAX_KEYS + " keys");
  }

  private static TicketKey key(@Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("a key is a JSON object");
    }
    Map<String, Object> jwk = JsonFields.of(map);
    if (!"oct".equals(jwk.get("kty")) && (jwk.containsKey("d") || jwk.containsKey("priv"))) {
      throw new IllegalArgumentException(
          "it is private, which belongs to who signs tickets: leave its public members only");
    }
    TicketAlgorithm algorithm = algorithm(jwk);
    checkUse(jwk, algorithm);
    Object id = jwk.get("kid");
    if (id != null && (!(id instanceof String text) || text.length() > MAX_ID_LENGTH)) {
      throw new IllegalArgumentException(
          "its kid is a text of at most " + MAX_ID_LENGTH + " characters");
    }
    Key material = material(jwk);
    try {
      return TicketKey.of((String) id, material);
    } catch (IllegalArgumentException e) {
      // An RSA key of another length is out of the supported range; a short secret is guessed.
      throw algorithm == TicketAlgorithm.RS256
          ? new ForeignKeyException(String.valueOf(e.getMessage()))
          : e;
    }
  }

  /** The algorithm of a key's kind and curve. */
  private static TicketAlgorithm algorithm(Map<String, Object> jwk) {
    Object kind = jwk.get("kty");
    if (!(kind instanceof String)) {
      throw new IllegalArgumentException(NONE_OF_OURS);
    }
    TicketAlgorithm algorithm = BY_KIND.get(kind);
    String ours = CURVES.get(kind);
    Object curve = jwk.get("crv");
    if (algorithm == null || (ours != null && curve instanceof String && !curve.equals(ours))) {
      throw new ForeignKeyException(NONE_OF_OURS);
    }
    return algorithm;
  }

  private static void checkUse(Map<String, Object> jwk, TicketAlgorithm algorithm) {
    Object use = jwk.get("use");
    if (use != null && !use.equals("sig")) {
      throw new ForeignKeyException("its use is not sig");
    }
    Object operations = jwk.get("key_ops");
    if (operations != null && !(operations instanceof List<?>)) {
      throw new IllegalArgumentException("its key_ops are a list, as in [\"verify\"]");
    }
    if (operations instanceof List<?> list && !list.contains("verify")) {
      throw new ForeignKeyException("its key_ops lack verify");
    }
    Object word = jwk.get("alg");
    if (word != null && !word.equals(algorithm.word())) {
      throw new ForeignKeyException(
          "its alg is not the one that a key of its kind has here: " + algorithm.word());
    }
  }

  private static Key material(Map<String, Object> jwk) {
    try {
      if ("oct".equals(jwk.get("kty"))) {
        byte[] secret = Base64Url.decode(String.valueOf(jwk.get("k")));
        return new SecretKeySpec(secret, "HmacSHA256");
      }
      JsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(jwk);
      return key.getKey();
    } catch (JoseException | RuntimeException e) {
      throw new IllegalArgumentException(NONE_OF_OURS, e);
    }
  }
}

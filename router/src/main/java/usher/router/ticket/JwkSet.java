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

/** Keys as JSON (RFC 7517): a set of them, or one. */
final class JwkSet {
  private static final String KEYS = "keys";
  private static final int MAX_ID_LENGTH = 256;

  private JwkSet() {}

  /**
   * @throws IllegalArgumentException if it is no set, or one of its keys is none for tickets; the
   *     message says which and why, and nothing of the key itself
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
    for (Object entry : entries) {
      try {
        keys.add(key(entry));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("key " + (keys.size() + 1) + ": " + e.getMessage(), e);
      }
    }
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
    if (!"oct".equals(jwk.get("kty")) && jwk.containsKey("d")) {
      throw new IllegalArgumentException(
          "it is private, which belongs to who signs tickets: leave its public members only");
    }
    Object use = jwk.get("use");
    if (use != null && !use.equals("sig")) {
      throw new IllegalArgumentException("its use is not sig");
    }
    Object id = jwk.get("kid");
    if (id != null && (!(id instanceof String text) || text.length() > MAX_ID_LENGTH)) {
      throw new IllegalArgumentException(
          "its kid is a text of at most " + MAX_ID_LENGTH + " characters");
    }
    TicketKey key = TicketKey.of((String) id, material(jwk));
    Object algorithm = jwk.get("alg");
    if (algorithm != null && !algorithm.equals(key.algorithm().word())) {
      throw new IllegalArgumentException(
          "its alg is not the one that a key of its kind has here: " + key.algorithm().word());
    }
    return key;
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
      throw new IllegalArgumentException(
          "it is none of oct (HS256), RSA (RS256), EC with P-256 (ES256) and OKP with Ed25519"
              + " (EdDSA), or not whole",
          e);
    }
  }
}

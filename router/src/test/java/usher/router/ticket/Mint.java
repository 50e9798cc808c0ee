package usher.router.ticket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Who makes tickets, right and wrong ones. */
public final class Mint {
  /** A secret of 32 bytes. */
  public static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
  private final Map<String, Object> header = new LinkedHashMap<>();

  private Mint() {}

  /** A ticket of a player for all rooms, from now on for an hour. */
  public static Mint ticket(String player) {
    long nowS = System.currentTimeMillis() / 1_000;
    return new Mint().with("sub", player).with("exp", nowS + 3_600).with("rooms", "*");
  }

  public Mint with(String claim, @Nullable Object value) {
    claims.put(claim, value);
    return this;
  }

  public Mint without(String claim) {
    claims.remove(claim);
    return this;
  }

  public Mint header(String name, Object value) {
    header.put(name, value);
    return this;
  }

  /** Signed with HS256 and {@link #SECRET}. */
  public String signed() {
    return signed("HS256", secret(SECRET));
  }

  public String signed(String algorithm, Key key) {
    return signed(algorithm, key, JsonUtil.toJson(claims));
  }

  /** Any text in place of claims, signed as {@link #signed()} does. */
  static String signed(String payload) {
    return new Mint().signed("HS256", secret(SECRET), payload);
  }

  private String signed(String algorithm, Key key, String payload) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setDoKeyValidation(false);
    header.forEach(signature::setHeader);
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKey(key);
    signature.setPayload(payload);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With this algorithm in its head, and nothing behind its last dot. */
  public String unsigned(String algorithm) {
    return part("{\"alg\":\"" + algorithm + "\"}") + "." + part(JsonUtil.toJson(claims)) + ".";
  }

  public static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  public static Key secret(String text) {
    return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  public static KeyPair rsa() {
    return pair("RSA", generator -> generator.initialize(2_048));
  }

  public static KeyPair p256() {
    return pair("EC", generator -> generator.initialize(new ECGenParameterSpec("secp256r1")));
  }

  public static KeyPair ed25519() {
    return pair("Ed25519", generator -> {});
  }

  interface Setting {
    void on(KeyPairGenerator generator) throws GeneralSecurityException;
  }

  static KeyPair pair(String kind, Setting setting) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      setting.on(generator);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  public static Path file(Path directory, String content) {
    try {
      return Files.writeString(directory.resolve("keys"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What verifies tickets signed with {@link #SECRET}. */
  public static Tickets tickets(Path directory) {
    return Tickets.read(file(directory, SECRET), null, null);
  }

  static List<String> algorithms() {
    return List.of("HS256", "RS256", "ES256", "EdDSA");
  }
}

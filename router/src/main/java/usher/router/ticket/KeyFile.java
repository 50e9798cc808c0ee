package usher.router.ticket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.config.FlagException;
import usher.common.config.SecretFile;

/**
 * The file of {@code --ticket-keys}: a JWK set, a public key in PEM, or, if it is neither, the
 * secret of HS256, if it can be one. Reads files: not on an event loop.
 */
final class KeyFile {
  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);
  private static final String FLAG = "--ticket-keys: ";
  private static final String BEGIN = "-----BEGIN ";
  private static final String PUBLIC_BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String PUBLIC_END = "-----END PUBLIC KEY-----";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

  private KeyFile() {}

  /**
   * Reads the keys; warns of a secret that everybody on this machine may read.
   *
   * @throws FlagException if the file cannot be read or holds no keys for tickets; the message says
   *     what would be right, and nothing of what the file holds
   */
  static TicketKeys read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(TicketLimits.MAX_FILE_BYTES + 1);
      TicketKeys keys = parse(bytes);
      if (keys.isSecret()) {
        warnOfReaders(file);
      }
      return keys;
    } catch (IOException e) {
      throw new FlagException(FLAG + "cannot read '" + file + "' (" + e + ")");
    } catch (IllegalArgumentException e) {
      throw wrong(file, String.valueOf(e.getMessage()));
    }
  }

  private static void warnOfReaders(Path file) {
    try {
      if (SecretFile.isOpenToAll(file)) {
        log.warn(
            "{}everybody on this machine may read '{}': chmod 600 keeps it to this user",
            FLAG,
            file);
      }
    } catch (IOException e) {
      // As of a pipe, which nobody else can read.
      log.debug("who may read {} is not known", file, e);
    }
  }

  /** What is wrong with a file of keys, as everything that is wrong with one is told. */
  static FlagException wrong(Path file, String what) {
    return new FlagException(FLAG + "'" + file + "': " + what);
  }

  /**
   * @throws IllegalArgumentException if these are no keys
   */
  static TicketKeys parse(byte[] bytes) {
    if (bytes.length > TicketLimits.MAX_FILE_BYTES) {
      throw new IllegalArgumentException(
          "it has more than " + TicketLimits.MAX_FILE_BYTES + " bytes");
    }
    boolean marked = hasMark(bytes);
    byte[] rest = marked ? Arrays.copyOfRange(bytes, BYTE_ORDER_MARK.length, bytes.length) : bytes;
    String text = new String(rest, StandardCharsets.ISO_8859_1).strip();
    if (text.startsWith("{")) {
      return JwkSet.parse(new String(rest, StandardCharsets.UTF_8));
    }
    if (text.contains(BEGIN)) {
      return new TicketKeys(List.of(pem(text)));
    }
    TicketKey secret = TicketKey.of(null, SharedSecret.of(rest));
    if (marked) {
      throw new IllegalArgumentException(
          "it begins with a byte order mark, which is no part of a secret: save it without");
    }
    return new TicketKeys(List.of(secret));
  }

  private static TicketKey pem(String text) {
    int from = text.indexOf(PUBLIC_BEGIN);
    int to = text.indexOf(PUBLIC_END);
    if (text.contains("PRIVATE KEY-----")) {
      throw new IllegalArgumentException(
          "it holds a private key, which belongs to who signs tickets: name the public one, as"
              + " 'openssl pkey -in KEY -pubout' writes it");
    }
    if (from < 0 || to < from || text.lastIndexOf(BEGIN) != from) {
      throw new IllegalArgumentException(
          "its PEM is not one public key, as 'openssl pkey -in KEY -pubout' writes it; several keys"
              + " go into a JWK set");
    }
    try {
      String base64 = text.substring(from + PUBLIC_BEGIN.length(), to).replaceAll("\\s", "");
      PublicKey key = x509(Base64.getDecoder().decode(base64));
      if (key != null) {
        return TicketKey.of(null, key);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its public key is none: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "its public key is none of RSA (RS256), P-256 (ES256) and Ed25519 (EdDSA)");
  }

  private static boolean hasMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  private static @Nullable PublicKey x509(byte[] der) {
    PublicKey key = null;
    for (String kind : KINDS) {
      try {
        key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        // Another kind, or none.
      }
    }
    return key;
  }
}

package usher.router.ticket;

import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.SecretKey;
import org.jose4j.keys.EllipticCurves;
import org.jspecify.annotations.Nullable;

/** How tickets may be signed. The kind of a key decides which one it is, never the ticket. */
enum TicketAlgorithm {
  HS256("HS256"),
  RS256("RS256"),
  ES256("ES256"),
  EDDSA("EdDSA");

  private final String word;

  TicketAlgorithm(String word) {
    this.word = word;
  }

  /** As it stands in the header of a ticket. */
  String word() {
    return word;
  }

  /** Whether a signature costs microseconds: one hash, and no arithmetic of large numbers. */
  boolean isQuick() {
    return this == HS256;
  }

  /**
   * The one algorithm of a key.
   *
   * @throws IllegalArgumentException if it has none, or is too short or too long; the message says
   *     what would be right
   */
  static TicketAlgorithm of(Key key) {
    TicketAlgorithm algorithm = null;
    if (key instanceof SecretKey secret) {
      secret(secret.getEncoded().length);
      algorithm = HS256;
    } else if (key instanceof PublicKey) {
      algorithm = ofPublic(key);
    }
    if (algorithm == null) {
      throw new IllegalArgumentException(
          "a key is a secret (HS256), or public: RSA (RS256), P-256 (ES256) or Ed25519 (EdDSA)");
    }
    return algorithm;
  }

  private static @Nullable TicketAlgorithm ofPublic(Key key) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits < TicketLimits.MIN_RSA_BITS || bits > TicketLimits.MAX_RSA_BITS) {
        throw new IllegalArgumentException(
            "an RSA key has "
                + TicketLimits.MIN_RSA_BITS
                + " to "
                + TicketLimits.MAX_RSA_BITS
                + " bits, not "
                + bits);
      }
      return RS256;
    }
    if (key instanceof ECPublicKey ec) {
      return isP256(ec) ? ES256 : null;
    }
    if (key instanceof EdECPublicKey ed) {
      return ed.getParams().getName().equals("Ed25519") ? EDDSA : null;
    }
    return null;
  }

  private static boolean isP256(ECPublicKey key) {
    return EllipticCurves.P_256.equals(EllipticCurves.getName(key.getParams().getCurve()));
  }

  private static void secret(int bytes) {
    if (bytes < TicketLimits.MIN_SECRET_BYTES || bytes > TicketLimits.MAX_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "a secret has "
              + TicketLimits.MIN_SECRET_BYTES
              + " to "
              + TicketLimits.MAX_SECRET_BYTES
              + " bytes, not "
              + bytes);
    }
  }
}

package usher.common.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a private key from a PEM file, and proves that it belongs to a certificate. */
final class PrivateKeys {
  private static final Logger log = LoggerFactory.getLogger(PrivateKeys.class);
  private static final String PLAIN = "PRIVATE KEY";
  private static final String MEND = ": openssl pkcs8 -topk8 -nocrypt -in FILE -out FILE.pkcs8";
  private static final List<String> KINDS = List.of("EC", "RSA", "Ed25519");
  private static final byte[] PROBE =
      "does this key sign for that certificate?".getBytes(StandardCharsets.US_ASCII);

  private PrivateKeys() {}

  /**
   * The one key of a file.
   *
   * @throws usher.common.config.FlagException if there is none that can be used; the message says
   *     what would be right, and nothing of the key
   */
  static PrivateKey read(FlagFile file) {
    List<Pem.Block> keys =
        Pem.blocks(file).stream().filter(block -> block.label().endsWith(PLAIN)).toList();
    if (keys.size() != 1) {
      throw file.wrong("has " + keys.size() + " private keys; one would be right");
    }
    Pem.Block key = keys.get(0);
    if (key.label().startsWith("ENCRYPTED") || key.body().contains("ENCRYPTED")) {
      throw file.wrong("is encrypted, and there is nobody to ask for its password" + MEND);
    }
    if (!key.label().equals(PLAIN)) {
      throw file.wrong("is of the old kind '" + key.label() + "'; PKCS#8 would be right" + MEND);
    }
    PKCS8EncodedKeySpec bytes = new PKCS8EncodedKeySpec(key.bytes(file));
    for (String kind : KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(bytes);
      } catch (GeneralSecurityException e) {
        log.debug("{} is no key of {}", file.path(), kind);
      }
    }
    throw file.wrong("is broken, or no key of " + String.join(", ", KINDS));
  }

  /** Whether what the private one signs is what the public one knows. */
  static boolean belong(PrivateKey key, PublicKey to) {
    if (!key.getAlgorithm().equals(to.getAlgorithm())) {
      return false;
    }
    String how =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    try {
      Signature signature = Signature.getInstance(how);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(to);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}

package usher.common.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files (RFC 7468): certificates, and keys as PKCS#8. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final String BEGIN = "-----BEGIN ";
  private static final String CERTIFICATE = "CERTIFICATE";

  /** One part of a file; of a key that is encrypted or of an old kind only the label counts. */
  record Block(String label, String body) {
    byte[] bytes(FlagFile file) {
      try {
        return Base64.getMimeDecoder().decode(body);
      } catch (IllegalArgumentException e) {
        throw file.wrong("has a part '" + label + "' that is no Base64");
      }
    }
  }

  private Pem() {}

  /**
   * All parts of a file, in order.
   *
   * @throws usher.common.config.FlagException if it cannot be read, or has none, or one without end
   */
  static List<Block> blocks(FlagFile file) {
    String text = file.text();
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    int begun = 0;
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
      begun++;
    }
    if (begun > blocks.size()) {
      throw file.wrong("has a part that begins and does not end: was it written to its end?");
    }
    if (blocks.isEmpty()) {
      throw file.wrong("is no PEM file: it has no line -----BEGIN …-----");
    }
    return blocks;
  }

  /**
   * The certificates of a file, in order; at least one.
   *
   * @param max the most there may be
   * @throws usher.common.config.FlagException if there is none, too many, or one that is broken
   */
  static List<X509Certificate> certificates(FlagFile file, int max) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(file)) {
      if (block.label().equals(CERTIFICATE)) {
        certificates.add(certificate(file, block));
      }
    }
    if (certificates.isEmpty() || certificates.size() > max) {
      throw file.wrong(
          "has " + certificates.size() + " certificates; 1 to " + max + " would be right");
    }
    return List.copyOf(certificates);
  }

  private static X509Certificate certificate(FlagFile file, Block block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.bytes(file)));
    } catch (CertificateException e) {
      throw file.wrong("has a certificate that is broken (" + e.getMessage() + ")");
    }
  }
}

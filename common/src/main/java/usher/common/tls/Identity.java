package usher.common.tls;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.config.SecretFile;

/**
 * Who this process is to its peers.
 *
 * @param chain its certificate first, then that of who issued it, and so on
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
  private static final Logger log = LoggerFactory.getLogger(Identity.class);

  /**
   * Reads the two files; warns of a certificate that is not valid now, and of a key that everybody
   * may read.
   *
   * @throws usher.common.config.FlagException if they cannot be used, or do not belong together
   */
  static Identity read(FlagFile certificate, FlagFile key, Instant now) {
    List<X509Certificate> chain = Pem.certificates(certificate, TlsLimits.MAX_CHAIN);
    for (int i = 1; i < chain.size(); i++) {
      if (!chain
          .get(i - 1)
          .getIssuerX500Principal()
          .equals(chain.get(i).getSubjectX500Principal())) {
        throw certificate.wrong(
            "has a chain out of order: certificate "
                + (i + 1)
                + " did not issue certificate "
                + i
                + "; the own one comes first, then that of who issued it, and so on");
      }
    }
    PrivateKey read = PrivateKeys.read(key);
    Identity identity = new Identity(read, chain);
    if (!PrivateKeys.belong(read, identity.own().getPublicKey())) {
      throw key.wrong(
          "is not the key of the certificate in '"
              + certificate.path()
              + "' of "
              + certificate.flag());
    }
    identity.warn(certificate, key, now);
    return identity;
  }

  private void warn(FlagFile certificate, FlagFile key, Instant now) {
    if (now.isAfter(until())) {
      log.warn(
          "{}: the certificate in '{}' expired at {}: peers will refuse it",
          certificate.flag(),
          certificate.path(),
          until());
    } else if (now.isBefore(own().getNotBefore().toInstant())) {
      log.warn(
          "{}: the certificate in '{}' is not valid before {}: peers will refuse it",
          certificate.flag(),
          certificate.path(),
          own().getNotBefore().toInstant());
    }
    try {
      if (SecretFile.isOpenToAll(key.path())) {
        log.warn(
            "{}: everybody on this machine may read '{}': chmod 600 keeps it to this user",
            key.flag(),
            key.path());
      }
    } catch (IOException e) {
      log.debug("who may read {} is not known", key.path(), e);
    }
  }

  X509Certificate own() {
    return chain.get(0);
  }

  Instant until() {
    return own().getNotAfter().toInstant();
  }

  @Override
  public String toString() {
    return own().getSubjectX500Principal() + ", valid until " + until();
  }
}

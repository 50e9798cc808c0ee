package usher.router.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import usher.common.config.FlagException;

/** Whom the admin port's certificate must come from. */
final class CaFile {
  private CaFile() {}

  /**
   * Trusts the certificates of a PEM file, and no other.
   *
   * @throws FlagException if it cannot be read
   */
  static SSLContext trust(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + count++, each);
      }
      if (count == 0) {
        throw new FlagException("--ca-file: '" + file + "' has no certificate in PEM");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new FlagException("--ca-file: cannot read '" + file + "' (" + e + ")");
    } catch (GeneralSecurityException e) {
      throw new FlagException(
          "--ca-file: '" + file + "' has no certificate in PEM (" + e.getMessage() + ")");
    }
  }
}

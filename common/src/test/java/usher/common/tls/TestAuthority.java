package usher.common.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An authority that issues certificates to the tests, into files. */
public final class TestAuthority {
  /** Where a certificate and its key are. */
  public record Issued(Path certificate, Path key) {}

  private final Path directory;
  private final X509Bundle own;
  private final Path file;

  /** A new one. */
  public TestAuthority(Path directory, String name) {
    this.directory = directory;
    try {
      own =
          new CertificateBuilder()
              .subject("CN=" + name)
              .setIsCertificateAuthority(true)
              .algorithm(CertificateBuilder.Algorithm.ecp256)
              .buildSelfSigned();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    file = write(directory.resolve(name + ".pem"), own.getCertificatePEM());
  }

  /** The authority's own certificate, by which others know those it issued. */
  public Path file() {
    return file;
  }

  /** A certificate for 127.0.0.1 and localhost. */
  public Issued issue(String name) {
    return issue(name, builder -> builder);
  }

  /** The same with something changed. */
  public Issued issue(String name, UnaryOperator<CertificateBuilder> change) {
    return issue(
        name,
        CertificateBuilder.Algorithm.ecp256,
        builder -> change.apply(builder.addSanDnsName("localhost").addSanIpAddress("127.0.0.1")));
  }

  /** One with a key of this kind, for no name. */
  public Issued issue(
      String name, CertificateBuilder.Algorithm kind, UnaryOperator<CertificateBuilder> change) {
    Instant now = Instant.now();
    try {
      X509Bundle bundle =
          change
              .apply(
                  new CertificateBuilder()
                      .subject("CN=" + name)
                      .notBefore(now.minus(Duration.ofDays(1)))
                      .notAfter(now.plus(Duration.ofDays(30)))
                      .algorithm(kind))
              .buildIssuedBy(own);
      return new Issued(
          write(directory.resolve(name + ".crt"), bundle.getCertificatePEM()),
          write(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /**
   * What a program that is not ours shakes hands by: it knows this authority.
   *
   * @param shown what it shows to its peers; null for nothing
   */
  public SSLContext context(@Nullable Issued shown) {
    try {
      KeyStore known = KeyStore.getInstance("PKCS12");
      known.load(null, null);
      known.setCertificateEntry("authority", own.getCertificate());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(known);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      if (shown != null) {
        Identity identity =
            Identity.read(
                new FlagFile("--cert", shown.certificate()),
                new FlagFile("--key", shown.key()),
                Instant.now());
        keys.setKeyEntry(
            "own", identity.key(), new char[0], identity.chain().toArray(X509Certificate[]::new));
      }
      KeyManagerFactory from = KeyManagerFactory.getInstance("PKIX");
      from.init(keys, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(from.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path write(Path to, String text) {
    try {
      Files.writeString(to, text);
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

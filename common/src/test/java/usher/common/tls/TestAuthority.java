package usher.common.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

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
        builder ->
            change.apply(builder.addSanDnsName("localhost").addSanIpAddress("127.0.0.1")));
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

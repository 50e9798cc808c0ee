package usher.router;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import usher.common.config.FlagException;
import usher.common.tls.TlsFiles;

/** The flags of a router's certificates, and of those it asks for. */
final class TlsFlags {
  private static final String FILE = "FILE";

  @Option(
      names = "--tls-cert",
      paramLabel = FILE,
      description = "The certificate of the port for players, PEM, with its chain: wss and https.")
  @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = FILE,
      description = "Its private key, PEM, PKCS#8, not encrypted.")
  @Nullable Path key;

  @Option(
      names = "--control-tls-cert",
      paramLabel = FILE,
      description = "The certificate of the control port.")
  @Nullable Path controlCertificate;

  @Option(names = "--control-tls-key", paramLabel = FILE, description = "Its private key.")
  @Nullable Path controlKey;

  @Option(
      names = "--control-tls-client-ca",
      paramLabel = FILE,
      description = "Nodes must have a certificate of one of these authorities.")
  @Nullable Path controlAuthorities;

  @Option(
      names = "--admin-tls-cert",
      paramLabel = FILE,
      description = "The certificate of the admin port.")
  @Nullable Path adminCertificate;

  @Option(names = "--admin-tls-key", paramLabel = FILE, description = "Its private key.")
  @Nullable Path adminKey;

  @Option(
      names = "--admin-tls-client-ca",
      paramLabel = FILE,
      description = "Operators must have a certificate of one of these authorities.")
  @Nullable Path adminAuthorities;

  @Option(
      names = "--link-tls-ca",
      paramLabel = FILE,
      description =
          "The authorities of nodes that serve TLS; their certificates are for the host they"
              + " advertise.")
  @Nullable Path linkAuthorities;

  @Option(
      names = "--link-tls-cert",
      paramLabel = FILE,
      description = "The certificate that the router shows to nodes that ask for one.")
  @Nullable Path linkCertificate;

  @Option(names = "--link-tls-key", paramLabel = FILE, description = "Its private key.")
  @Nullable Path linkKey;

  @Option(
      names = "--journal-tls-ca",
      paramLabel = FILE,
      description =
          "The authorities of the Redis that --journal names by rediss (default: those that Java"
              + " knows).")
  @Nullable Path journalAuthorities;

  @Option(
      names = "--journal-tls-cert",
      paramLabel = FILE,
      description = "The certificate that the router shows to a Redis that asks for one.")
  @Nullable Path journalCertificate;

  @Option(names = "--journal-tls-key", paramLabel = FILE, description = "Its private key.")
  @Nullable Path journalKey;

  /**
   * The files of the port for players; null for no TLS there.
   *
   * @throws FlagException if a flag is there without another that it needs
   */
  @Nullable TlsFiles players() {
    return TlsFiles.ofPort("--tls-", certificate, key, null);
  }

  /** The same for the control port. */
  @Nullable TlsFiles control() {
    return TlsFiles.ofPort("--control-tls-", controlCertificate, controlKey, controlAuthorities);
  }

  /** The same for the admin port. */
  @Nullable TlsFiles admin() {
    return TlsFiles.ofPort("--admin-tls-", adminCertificate, adminKey, adminAuthorities);
  }

  /** The same for nodes that are dialled. */
  @Nullable TlsFiles nodes() {
    return TlsFiles.ofDial("--link-tls-", linkAuthorities, linkCertificate, linkKey);
  }

  /** The same for the Redis of the journal. */
  @Nullable TlsFiles journal() {
    return TlsFiles.ofDial("--journal-tls-", journalAuthorities, journalCertificate, journalKey);
  }

  /**
   * Whether the flags go together; looks at no file.
   *
   * @throws FlagException if they do not
   */
  void check() {
    players();
    control();
    admin();
    nodes();
    journal();
  }
}

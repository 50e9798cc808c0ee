package usher.node;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import usher.common.config.FlagException;
import usher.common.tls.TlsFiles;

/** The flags of a node's certificates, and of those it asks for. */
final class TlsFlags {
  private static final String FILE = "file";

  @Option(
      names = "--tls-cert",
      paramLabel = FILE,
      description = "The certificate of the node's ports, PEM, with its chain.")
  @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = FILE,
      description = "Its private key, PEM, PKCS#8, not encrypted.")
  @Nullable Path key;

  @Option(
      names = "--tls-client-ca",
      paramLabel = FILE,
      description =
          "Whoever connects to --listen must have a certificate of one of these authorities.")
  @Nullable Path clientAuthorities;

  @Option(
      names = "--router-tls-ca",
      paramLabel = FILE,
      description =
          "The authorities of routers: their control ports are dialled by TLS, and their"
              + " certificates are for the host that --router names.")
  @Nullable Path routerAuthorities;

  @Option(
      names = "--router-tls-cert",
      paramLabel = FILE,
      description = "The certificate that the node shows to routers that ask for one.")
  @Nullable Path routerCertificate;

  @Option(names = "--router-tls-key", paramLabel = FILE, description = "Its private key.")
  @Nullable Path routerKey;

  @Option(
      names = "--journal-tls-ca",
      paramLabel = FILE,
      description =
          "The authorities of the Redis that the router names by rediss (default: those that Java"
              + " knows).")
  @Nullable Path journalAuthorities;

  @Option(
      names = "--journal-tls-cert",
      paramLabel = FILE,
      description = "The certificate that the node shows to a Redis that asks for one.")
  @Nullable Path journalCertificate;

  @Option(names = "--journal-tls-key", paramLabel = FILE, description = "Its private key.")
  @Nullable Path journalKey;

  /**
   * The files of the port for players and routers; null for no TLS there.
   *
   * @throws FlagException if a flag is there without another that it needs
   */
  @Nullable TlsFiles players() {
    return TlsFiles.ofPort("--tls-", certificate, key, clientAuthorities);
  }

  /** The same for the port for metrics, which has tokens to tell who asks. */
  @Nullable TlsFiles metrics() {
    return TlsFiles.ofPort("--tls-", certificate, key, null);
  }

  /** The same for routers that are dialled. */
  @Nullable TlsFiles routers() {
    return TlsFiles.ofDial("--router-tls-", routerAuthorities, routerCertificate, routerKey);
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
    routers();
    journal();
  }
}

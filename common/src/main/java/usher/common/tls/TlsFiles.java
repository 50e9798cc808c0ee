package usher.common.tls;

import io.netty.handler.ssl.JdkSslContext;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import usher.common.config.FlagException;

/** The files of one port, or of one kind of dialling, and the flags that name them. Immutable. */
public final class TlsFiles {
  private final @Nullable FlagFile certificate;
  private final @Nullable FlagFile key;
  private final @Nullable FlagFile authorities;

  private TlsFiles(
      @Nullable FlagFile certificate, @Nullable FlagFile key, @Nullable FlagFile authorities) {
    this.certificate = certificate;
    this.key = key;
    this.authorities = authorities;
  }

  /**
   * The files of a port, by the flags {@code --PREFIXcert}, {@code --PREFIXkey} and {@code
   * --PREFIXclient-ca}; null where none is named.
   *
   * @param prefix as in {@code --control-tls-}
   * @throws FlagException if one is named without another that it needs
   */
  public static @Nullable TlsFiles ofPort(
      String prefix,
      @Nullable Path certificate,
      @Nullable Path key,
      @Nullable Path clientAuthorities) {
    checkPair(prefix, certificate, key);
    if (certificate == null) {
      if (clientAuthorities != null) {
        throw new FlagException(
            prefix + "client-ca needs " + prefix + "cert and " + prefix + "key");
      }
      return null;
    }
    return new TlsFiles(
        FlagFile.of(prefix + "cert", certificate),
        FlagFile.of(prefix + "key", key),
        FlagFile.of(prefix + "client-ca", clientAuthorities));
  }

  /**
   * The files of who dials, by the flags {@code --PREFIXca}, {@code --PREFIXcert} and {@code
   * --PREFIXkey}; null where none is named.
   *
   * @throws FlagException if one is named without another that it needs
   */
  public static @Nullable TlsFiles ofDial(
      String prefix, @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {
    checkPair(prefix, certificate, key);
    if (authorities == null) {
      if (certificate != null) {
        throw new FlagException(
            prefix + "cert needs " + prefix + "ca, by which the other side is known");
      }
      return null;
    }
    return new TlsFiles(
        FlagFile.of(prefix + "cert", certificate),
        FlagFile.of(prefix + "key", key),
        FlagFile.of(prefix + "ca", authorities));
  }

  /**
   * The files of a command that asks once, by the flags {@code --ca-file}, {@code --cert-file} and
   * {@code --key-file}; null where none is named.
   *
   * @throws FlagException if one is named without another that it needs
   */
  public static @Nullable TlsFiles ofCommand(
      @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {
    checkPair("--cert-file", certificate, "--key-file", key);
    if (authorities == null) {
      if (certificate != null) {
        throw new FlagException("--cert-file needs --ca-file, by which the other side is known");
      }
      return null;
    }
    return new TlsFiles(
        FlagFile.of("--cert-file", certificate),
        FlagFile.of("--key-file", key),
        FlagFile.of("--ca-file", authorities));
  }

  private static void checkPair(String prefix, @Nullable Path certificate, @Nullable Path key) {
    checkPair(prefix + "cert", certificate, prefix + "key", key);
  }

  private static void checkPair(
      String certificateFlag, @Nullable Path certificate, String keyFlag, @Nullable Path key) {
    if ((certificate == null) != (key == null)) {
      throw new FlagException(
          (key == null
                  ? certificateFlag + " needs " + keyFlag
                  : keyFlag + " needs " + certificateFlag)
              + ": the certificate and its key go together");
    }
  }

  /**
   * What the files say.
   *
   * @param identity null where the files have none
   * @param authorities whose certificates are taken from peers; empty where peers are asked for
   *     none
   */
  record Content(@Nullable Identity identity, List<X509Certificate> authorities) {
    @Override
    public String toString() {
      String taken = authorities.isEmpty() ? "" : authorities.size() + " authorities of peers";
      return identity == null ? taken : identity + (taken.isEmpty() ? "" : ", " + taken);
    }
  }

  /**
   * Reads them all.
   *
   * @throws FlagException if one cannot be used
   */
  Content read(Instant now) {
    return new Content(
        certificate == null || key == null ? null : Identity.read(certificate, key, now),
        authorities == null ? List.of() : Pem.certificates(authorities, TlsLimits.MAX_AUTHORITIES));
  }

  /**
   * What the files say now, for a client of Java's own; peers must be of an authority of theirs.
   *
   * @throws FlagException if one cannot be used
   */
  public SSLContext forClient() {
    if (Contexts.ofDial(read(Instant.now())) instanceof JdkSslContext made) {
      return made.context();
    }
    throw new IllegalStateException("contexts are of Java's own TLS");
  }

  /** Tells one content of the files from another. */
  String fingerprint() {
    return Stream.of(certificate, key, authorities)
        .map(file -> file == null ? "" : file.fingerprint())
        .collect(Collectors.joining("|"));
  }
}

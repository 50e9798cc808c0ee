package usher.common.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import usher.common.config.FlagException;

/** Makes contexts: versions 1.2 and 1.3, and ciphers with forward secrecy only. */
final class Contexts {
  private static final String RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  static {
    // A peer of version 1.2 could make us work without end by handshakes on one connection.
    if (System.getProperty(RENEGOTIATION) == null) {
      System.setProperty(RENEGOTIATION, "true");
    }
  }

  private Contexts() {}

  /** For a port: asks peers for a certificate where there are authorities, and insists. */
  static SslContext ofPort(TlsFiles.Content content) {
    Identity own = content.identity();
    if (own == null) {
      throw new IllegalArgumentException("a port has a certificate");
    }
    SslContextBuilder builder =
        SslContextBuilder.forServer(own.key(), own.chain().toArray(X509Certificate[]::new));
    if (!content.authorities().isEmpty()) {
      builder
          .trustManager(content.authorities().toArray(X509Certificate[]::new))
          .clientAuth(ClientAuth.REQUIRE);
    }
    return build(builder);
  }

  /** For who dials: the peer's certificate must be of an authority, and for the name dialled. */
  static SslContext ofDial(TlsFiles.Content content) {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .trustManager(content.authorities().toArray(X509Certificate[]::new))
            .endpointIdentificationAlgorithm("HTTPS");
    Identity own = content.identity();
    if (own != null) {
      builder.keyManager(own.key(), own.chain().toArray(X509Certificate[]::new));
    }
    return build(builder);
  }

  static String[] protocols() {
    return new String[] {"TLSv1.3", "TLSv1.2"};
  }

  private static SslContext build(SslContextBuilder builder) {
    try {
      return builder
          .sslProvider(SslProvider.JDK)
          .protocols(protocols())
          .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
          .sessionCacheSize(TlsLimits.MAX_RESUMABLE)
          .sessionTimeout(TlsLimits.RESUMABLE.toSeconds())
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new FlagException("TLS: these certificates cannot be used (" + e.getMessage() + ")");
    }
  }
}

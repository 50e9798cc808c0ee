package usher.common.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection got no TLS: the word in metric tags, in logs, and on the wire where it can be.
 */
public enum TlsFailure {
  /** The peer speaks no TLS, and the port nothing else. */
  PLAIN_TEXT("plain-text"),
  /** The peer speaks TLS, and the port does not. */
  NOT_TLS("not-tls"),
  /** The handshake was not done in time. */
  TIMEOUT("timeout"),
  /** The peer went before the handshake was done. */
  CLOSED("closed"),
  /** The port asks for a certificate, and the peer has none. */
  NO_CERTIFICATE("no-certificate"),
  /** The peer's certificate is of no authority of ours, or expired. */
  UNTRUSTED("untrusted"),
  /** The peer's certificate is for another name than the one that was dialled. */
  WRONG_NAME("wrong-name"),
  /** The peer refused: our certificate, or all versions and ciphers of ours. */
  REFUSED("refused"),
  /** The two have no version or cipher in common, or the peer breaks the protocol. */
  PROTOCOL("protocol"),
  /** Too many handshakes wait for a thread. */
  BUSY("busy");

  private static final int MAX_CAUSES = 10;

  private final String word;

  TlsFailure(String word) {
    this.word = word;
  }

  /** The word. */
  public String word() {
    return word;
  }

  /** What a handshake failed of. */
  public static TlsFailure of(@Nullable Throwable cause) {
    int depth = 0;
    for (Throwable each = cause; each != null && depth < MAX_CAUSES; each = each.getCause()) {
      TlsFailure known = ofOne(each);
      if (known != null) {
        return known;
      }
      depth++;
    }
    return PROTOCOL;
  }

  private static @Nullable TlsFailure ofOne(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof SslHandshakeTimeoutException || cause instanceof SocketTimeoutException) {
      return TIMEOUT;
    }
    if (cause instanceof NotSslRecordException) {
      return PLAIN_TEXT;
    }
    if (cause instanceof RejectedExecutionException) {
      return BUSY;
    }
    if (message.contains("no name matching") || message.contains("subject alternative")) {
      return WRONG_NAME;
    }
    if (message.contains("empty client certificate chain")
        || message.contains("certificate_required")) {
      return message.contains("received fatal alert") ? REFUSED : NO_CERTIFICATE;
    }
    if (message.contains("received fatal alert")) {
      return REFUSED;
    }
    if (cause instanceof CertificateException || message.contains("pkix")) {
      return UNTRUSTED;
    }
    if (cause instanceof ClosedChannelException || message.contains("connection closed while")) {
      return CLOSED;
    }
    return cause instanceof SSLException || cause.getCause() != null ? null : PROTOCOL;
  }

  /** In words; what the peer sent is none of them. */
  static String sentence(Throwable cause) {
    return cause instanceof NotSslRecordException
        ? "the other side speaks no TLS"
        : String.valueOf(cause.getMessage());
  }

  /** In words, for a log, where TLS is why a connection failed; null where it is not. */
  public static @Nullable String words(@Nullable Throwable cause) {
    int depth = 0;
    for (Throwable each = cause; each != null && depth < MAX_CAUSES; each = each.getCause()) {
      if (each instanceof SSLException) {
        return "TLS " + of(cause).word() + ": " + sentence(each);
      }
      depth++;
    }
    return null;
  }
}

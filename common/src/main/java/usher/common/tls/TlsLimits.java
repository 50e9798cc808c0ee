package usher.common.tls;

import java.time.Duration;

/** The bounds of TLS. */
public final class TlsLimits {
  /** From a connection to the end of its handshake; then it is closed. */
  public static final Duration HANDSHAKE = Duration.ofSeconds(5);

  /** How often the files are looked at. */
  public static final Duration LOOK = Duration.ofSeconds(5);

  /** How long a peer has to take our last word on a connection that is closed. */
  static final Duration CLOSE = Duration.ofSeconds(2);

  /** The largest file of certificates or a key, in bytes. */
  static final int MAX_FILE_BYTES = 1024 * 1024;

  /** The most certificates from ours to its authority's. */
  static final int MAX_CHAIN = 10;

  /** The most authorities of a file. */
  static final int MAX_AUTHORITIES = 256;

  /** The steps of handshakes that wait for a thread; one more ends its connection. */
  static final int MAX_WAITING = 4_096;

  /** The most threads that work on handshakes. */
  static final int MAX_THREADS = 4;

  /** Handshakes that peers may shorten by naming one before; the oldest is forgotten. */
  static final int MAX_RESUMABLE = 20_480;

  /** How long a handshake may be named again. */
  static final Duration RESUMABLE = Duration.ofHours(1);

  /** A port tells of the same failure this often at most. */
  static final Duration TELL = Duration.ofSeconds(10);

  private TlsLimits() {}
}

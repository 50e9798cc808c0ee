package usher.router.control;

import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.net.HostPort;
import usher.common.tls.TlsPort;

/**
 * How the control port is to run.
 *
 * @param listen where; port 0 picks a free one
 * @param token what nodes must show as {@code Authorization: Bearer}; null for no token
 * @param leaseMs the lease that the cluster grants, in milliseconds
 * @param maxConnections the most connections at once; more are closed at once
 * @param tls of the port
 */
public record ControlPortConfig(
    HostPort listen, @Nullable Tokens token, long leaseMs, int maxConnections, TlsPort tls) {
  /** The most connections at once, unless told otherwise. */
  public static final int MAX_CONNECTIONS = 1_024;

  /** How long a request may take to be complete, in milliseconds. */
  static final long HANDSHAKE_WITHIN_MS = 5_000;

  /** How long a connection of plain HTTP may rest between two requests, in milliseconds. */
  static final long KEEP_ALIVE_MS = 30_000;

  /** A connection on which nothing came for this many leases is closed. */
  static final int IDLE_LEASES = 5;

  /** The least time after which a silent connection is closed, in milliseconds. */
  static final long MIN_IDLE_MS = 10_000;

  /** The most that may wait to be read by a node, in bytes; over it the connection is closed. */
  static final int MAX_UNREAD_BYTES = 8 * 1024 * 1024;

  /** The defaults. */
  public ControlPortConfig(HostPort listen, @Nullable Tokens token, long leaseMs) {
    this(listen, token, leaseMs, MAX_CONNECTIONS);
  }

  /** The defaults, with another bound of connections. */
  public ControlPortConfig(
      HostPort listen, @Nullable Tokens token, long leaseMs, int maxConnections) {
    this(listen, token, leaseMs, maxConnections, TlsPort.off("control"));
  }

  /** The same with TLS. */
  public ControlPortConfig withTls(TlsPort other) {
    return new ControlPortConfig(listen, token, leaseMs, maxConnections, other);
  }

  /** After how long in silence a connection is closed, in milliseconds. */
  long idleMs() {
    return Math.max(MIN_IDLE_MS, IDLE_LEASES * leaseMs);
  }

  @Override
  public String toString() {
    return "control at " + listen + (token == null ? ", no token, " : ", with a token, ") + tls;
  }
}

package usher.common.journal.redis;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import usher.common.net.HostPort;
import usher.common.tls.TlsDial;

/**
 * Where a journal is, and how rooms are kept in it: all that a node needs to know, in one string.
 *
 * <pre>
 * redis://[user:password@]host:port[/db]
 * redis+sentinel://[user:password@]host:port,host:port/master-name
 * redis+cluster://[user:password@]host:port,host:port
 * </pre>
 *
 * <p>{@code rediss} instead of {@code redis} means TLS. What stands before the {@code @} without a
 * colon is a password. {@code ?retention=604800s&replicas=0} may follow.
 *
 * @param kind what answers at these addresses
 * @param tls whether connections are encrypted
 * @param user empty for the default one
 * @param password empty where none is needed
 * @param servers the server; or sentinels; or some of a cluster's servers
 * @param database the number of the database; 0 unless standalone
 * @param master the name that sentinels have for the master; empty unless sentinel
 * @param retention how long a room that nobody touches is kept; whole seconds
 * @param replicas how many replicas must have an entry before it is kept
 * @param by how servers are known where connections are encrypted; no part of the text
 */
public record JournalAddress(
    Kind kind,
    boolean tls,
    String user,
    String password,
    List<HostPort> servers,
    int database,
    String master,
    Duration retention,
    int replicas,
    TlsDial by) {
  /** Servers are known by the authorities that Java knows. */
  static final TlsDial BY_JAVA = TlsDial.off("journal");

  /** How long a room is kept unless it is said otherwise. */
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

  /** The shortest retention: less would forget rooms that are in use. */
  public static final Duration MIN_RETENTION = Duration.ofMinutes(1);

  /** The longest retention. */
  public static final Duration MAX_RETENTION = Duration.ofDays(3_650);

  /** What answers at an address. */
  public enum Kind {
    /** One server. */
    STANDALONE("redis"),
    /** Sentinels, which know the master. */
    SENTINEL("redis+sentinel"),
    /** Servers that share the keys between them. */
    CLUSTER("redis+cluster");

    private final String scheme;

    Kind(String scheme) {
      this.scheme = scheme;
    }

    String scheme(boolean tls) {
      return tls ? "rediss" + scheme.substring("redis".length()) : scheme;
    }
  }

  public JournalAddress {
    servers = List.copyOf(servers);
  }

  /** One server on this machine or another, with a password. */
  public static JournalAddress standalone(HostPort server, String password) {
    return new JournalAddress(
        Kind.STANDALONE,
        false,
        "",
        password,
        List.of(server),
        0,
        "",
        DEFAULT_RETENTION,
        0,
        BY_JAVA);
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none; the message says what would be right, and has
   *     no password in it
   */
  public static JournalAddress parse(String text) {
    return new JournalAddressReader(text).read();
  }

  /**
   * The same with another retention and number of replicas.
   *
   * @throws IllegalArgumentException if one is out of range; the message says the range
   */
  public JournalAddress keeping(Duration howLong, int atReplicas) {
    if (howLong.compareTo(MIN_RETENTION) < 0 || howLong.compareTo(MAX_RETENTION) > 0) {
      throw new IllegalArgumentException("a retention is 1m to 3650d");
    }
    if (atReplicas < 0 || atReplicas > JournalLimits.MAX_REPLICAS) {
      throw new IllegalArgumentException(
          "the number of replicas is 0 to " + JournalLimits.MAX_REPLICAS);
    }
    return new JournalAddress(
        kind, tls, user, password, servers, database, master, howLong, atReplicas, by);
  }

  /** The same with servers known in another way. */
  public JournalAddress knownBy(TlsDial other) {
    return new JournalAddress(
        kind, tls, user, password, servers, database, master, retention, replicas, other);
  }

  /** The whole address as a node is given it: with its password. Not for logs. */
  public String secret() {
    return text(
        password.isEmpty()
            ? ""
            : (user.isEmpty() ? "" : encoded(user)) + ":" + encoded(password) + "@");
  }

  private String text(String credentials) {
    String path =
        switch (kind) {
          case STANDALONE -> database == 0 ? "" : "/" + database;
          case SENTINEL -> "/" + encoded(master);
          case CLUSTER -> "";
        };
    return kind.scheme(tls)
        + "://"
        + credentials
        + servers.stream().map(HostPort::toString).collect(Collectors.joining(","))
        + path
        + "?retention="
        + retention.toSeconds()
        + "s&replicas="
        + replicas;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The address without its password. */
  @Override
  public String toString() {
    return text(password.isEmpty() ? "" : "***@");
  }
}

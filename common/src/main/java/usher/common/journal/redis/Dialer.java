package usher.common.journal.redis;

import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.net.HostPort;
import usher.common.tls.TlsFailure;

/** Makes connections. */
final class Dialer {
  private static final String CLIENT_NAME = "usher-journal";
  private static final String CERTIFICATE =
      ": if it asks for a certificate, name one with --journal-tls-cert and --journal-tls-key";

  private final JournalAddress journal;

  Dialer(JournalAddress journal) {
    this.journal = journal;
  }

  /**
   * Connects to a server and checks that it can be a journal.
   *
   * @throws JournalUnusableException if it cannot be reached, or cannot be one
   */
  ServerLine journal(HostPort server) throws JournalUnusableException {
    ServerLine line = dial(server, true);
    try {
      ServerCheck.check(line, journal.kind());
      return line;
    } catch (JedisException e) {
      line.breakOff();
      throw refused(server, e);
    } catch (JournalUnusableException e) {
      line.breakOff();
      throw e;
    }
  }

  /**
   * Connects to a server, or a sentinel, and asks nothing.
   *
   * @param signIn whether with the journal's password
   * @throws JournalUnusableException if it cannot be reached, or refuses the password
   */
  ServerLine dial(HostPort server, boolean signIn) throws JournalUnusableException {
    return new ServerLine(server, connection(server, signIn));
  }

  /**
   * Connects to a server for what is no journal.
   *
   * @throws JournalUnusableException if it cannot be reached, or refuses the password
   */
  Jedis plain(HostPort server) throws JournalUnusableException {
    Jedis jedis = new Jedis(connection(server, true));
    try {
      jedis.ping();
      return jedis;
    } catch (JedisDataException e) {
      if (RefusedWrites.isByDisk(e.getMessage())) {
        return jedis;
      }
      jedis.disconnect();
      throw refused(server, e);
    } catch (JedisException e) {
      jedis.disconnect();
      throw refused(server, e);
    }
  }

  private Connection connection(HostPort server, boolean signIn) throws JournalUnusableException {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(JournalLimits.CONNECT_MS)
            .socketTimeoutMillis(JournalLimits.SILENT_MS)
            .blockingSocketTimeoutMillis(JournalLimits.SUBSCRIBED_SILENT_MS)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .clientName(CLIENT_NAME);
    if (signIn) {
      config.database(journal.database());
      if (!journal.password().isEmpty()) {
        config.user(journal.user().isEmpty() ? null : journal.user()).password(journal.password());
      }
    }
    JedisClientConfig built = config.build();
    OneSocket socket = new OneSocket(server, built, journal.tls() ? journal.by() : null);
    try {
      return new Connection(socket, built);
    } catch (JedisConnectionException e) {
      // Version 1.3 shakes hands before the peer looks at our certificate.
      boolean shaken = socket.isSecured() && TlsFailure.words(e) == null;
      throw shaken
          ? new JournalUnusableException(
              "Redis at " + server + " ends connections (" + Causes.of(e) + ")" + CERTIFICATE)
          : refused(server, e);
    } catch (JedisException e) {
      throw refused(server, e);
    }
  }

  /** What would be right where TLS failed of this. */
  private static String right(TlsFailure failure) {
    return switch (failure) {
      case UNTRUSTED -> ": name the authority of its certificate with --journal-tls-ca";
      case WRONG_NAME -> ": its certificate must be for the host that is dialled";
      case REFUSED -> CERTIFICATE;
      case PROTOCOL, PLAIN_TEXT, TIMEOUT ->
          ": if that port is one without TLS, name it by redis://";
      default -> "";
    };
  }

  /** Says in one line what went wrong with a server. */
  static JournalUnusableException refused(HostPort server, JedisException e) {
    String why = Causes.of(e);
    String tls = TlsFailure.words(e);
    if (tls != null) {
      return new JournalUnusableException(
          "no TLS with Redis at " + server + " (" + tls + ")" + right(TlsFailure.of(e)));
    }
    if (e instanceof JedisConnectionException) {
      return new JournalUnusableException("cannot reach Redis at " + server + " (" + why + ")");
    }
    if (why.startsWith("LOADING")) {
      return new JournalUnusableException(
          "Redis at " + server + " is still reading its data", true);
    }
    if (why.startsWith("WRONGPASS") || why.startsWith("ERR invalid password")) {
      return new JournalUnusableException("Redis at " + server + " refuses the password: " + why);
    }
    if (why.startsWith("NOAUTH")) {
      return new JournalUnusableException(
          "Redis at " + server + " wants a password, as in redis://:password@" + server);
    }
    if (e instanceof JedisDataException) {
      return new JournalUnusableException("Redis at " + server + " says: " + why);
    }
    return new JournalUnusableException("what answers at " + server + " is no Redis (" + why + ")");
  }
}

package usher.common.journal.redis;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import usher.common.net.HostPort;
import usher.common.tls.TlsDial;

/**
 * Lets a connection be made once. A connection of Jedis's that finds its socket closed makes
 * another behind our back: what was under way would be lost unnoticed, and the other server may not
 * be checked.
 */
final class OneSocket implements JedisSocketFactory {
  private final HostPort server;
  private final DefaultJedisSocketFactory sockets;
  private final @Nullable TlsDial tls;
  private volatile boolean made;
  private volatile boolean secured;

  /**
   * @param config is of a connection without TLS
   * @param tls by what the connection is encrypted; null for not at all
   */
  OneSocket(HostPort server, JedisClientConfig config, @Nullable TlsDial tls) {
    this.server = server;
    this.sockets =
        new DefaultJedisSocketFactory(new HostAndPort(server.host(), server.port()), config);
    this.tls = tls;
  }

  /** Whether the handshake of TLS is done. */
  boolean isSecured() {
    return secured;
  }

  @Override
  public Socket createSocket() {
    if (made) {
      throw new JedisConnectionException("the connection is over");
    }
    made = true;
    Socket socket = sockets.createSocket();
    if (tls == null) {
      return socket;
    }
    try {
      Socket whole = tls.secure(socket, server);
      secured = true;
      return whole;
    } catch (IOException e) {
      throw new JedisConnectionException(e);
    }
  }
}

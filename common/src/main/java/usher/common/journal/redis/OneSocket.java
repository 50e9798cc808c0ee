package usher.common.journal.redis;

import java.net.Socket;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Lets a connection be made once. A connection of Jedis's that finds its socket closed makes
 * another behind our back: what was under way would be lost unnoticed, and the other server may not
 * be checked.
 */
final class OneSocket implements JedisSocketFactory {
  private final DefaultJedisSocketFactory sockets;
  private volatile boolean made;

  OneSocket(HostAndPort server, JedisClientConfig config) {
    this.sockets = new DefaultJedisSocketFactory(server, config);
  }

  @Override
  public Socket createSocket() {
    if (made) {
      throw new JedisConnectionException("the connection is over");
    }
    made = true;
    return sockets.createSocket();
  }
}

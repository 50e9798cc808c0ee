package usher.common.journal.redis;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.JedisSentineled;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.net.HostPort;

/**
 * The Redis of a journal, for what is no room: plain commands, publish and subscribe. All that it
 * gives blocks: for threads that may.
 */
public final class FeedRedis {
  /** A subscriber that hears nothing for so long, no answer to a ping either, is broken. */
  public static final int SUBSCRIBER_SILENT_MS = 3_000;

  private static final String CLIENT_NAME = "usher-feeds";
  private static final int CLUSTER_TRIES = 3;

  private FeedRedis() {}

  /**
   * Connections for single commands, made when they are needed, and checked before each use. Of
   * Sentinels or a cluster something must be reachable now.
   *
   * @param connections the most at once (to each server, in a cluster)
   * @throws JedisException if it cannot be reached
   */
  public static UnifiedJedis open(JournalAddress address, int connections) {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMinIdle(0);
    pool.setMaxWait(Duration.ofMillis(JournalLimits.SILENT_MS));
    pool.setTestOnBorrow(true);
    pool.setJmxEnabled(false);
    JedisClientConfig config = config(address, true);
    return switch (address.kind()) {
      case STANDALONE -> new JedisPooled(one(address.servers().get(0)), config, pool);
      case SENTINEL ->
          new JedisSentineled(address.master(), config, pool, all(address), config(address, false));
      case CLUSTER ->
          new JedisCluster(
              all(address),
              config,
              CLUSTER_TRIES,
              Duration.ofMillis((long) CLUSTER_TRIES * JournalLimits.SILENT_MS),
              pool);
    };
  }

  /**
   * A connection of its own, to subscribe by. While it is subscribed it breaks when nothing comes
   * for {@link #SUBSCRIBER_SILENT_MS}: whoever has it sends a ping a few times within that.
   *
   * @throws JournalUnusableException if there is nothing to connect to
   */
  public static Connection subscriber(JournalAddress address) throws JournalUnusableException {
    JournalUnusableException failure = new JournalUnusableException("the address names no server");
    for (HostPort server : new ServerFinder(address).heardEverywhere()) {
      try {
        JedisClientConfig config = config(address, true);
        return new Connection(new OneSocket(one(server), config), config);
      } catch (JedisException e) {
        failure = Dialer.refused(server, e);
      }
    }
    throw failure;
  }

  private static JedisClientConfig config(JournalAddress address, boolean signIn) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(JournalLimits.CONNECT_MS)
            .socketTimeoutMillis(JournalLimits.SILENT_MS)
            .blockingSocketTimeoutMillis(SUBSCRIBER_SILENT_MS)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .clientName(CLIENT_NAME)
            .ssl(address.tls());
    if (signIn) {
      config.database(address.database());
      if (!address.password().isEmpty()) {
        config.user(address.user().isEmpty() ? null : address.user()).password(address.password());
      }
    }
    return config.build();
  }

  private static Set<HostAndPort> all(JournalAddress address) {
    Set<HostAndPort> servers = new HashSet<>();
    address.servers().forEach(server -> servers.add(one(server)));
    return servers;
  }

  private static HostAndPort one(HostPort server) {
    return new HostAndPort(server.host(), server.port());
  }
}

package usher.common.journal.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import usher.common.net.HostPort;

/**
 * Connections to the Redis of a journal for what is no journal, such as publish and subscribe. Each
 * is made once: when one breaks, all is over, and another is to be made. Blocks; for one thread,
 * but any may {@link #close} it, which ends what another thread waits for.
 */
public final class PlainRedis implements AutoCloseable {
  private final Dialer dialer;
  private final Jedis first;
  private final Map<HostPort, Jedis> others = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private PlainRedis(Dialer dialer, Jedis first) {
    this.dialer = dialer;
    this.first = first;
  }

  /**
   * Connects: to the server, the master that sentinels know, or any server of a cluster.
   *
   * @throws JournalUnusableException if none can be reached; the message says why
   */
  public static PlainRedis connect(JournalAddress address) throws JournalUnusableException {
    Dialer dialer = new Dialer(address);
    if (address.kind() == JournalAddress.Kind.SENTINEL) {
      return new PlainRedis(dialer, dialer.plain(new ServerFinder(address).master()));
    }
    List<String> failures = new ArrayList<>();
    for (HostPort server : address.servers()) {
      try {
        return new PlainRedis(dialer, dialer.plain(server));
      } catch (JournalUnusableException e) {
        failures.add(e.why());
      }
    }
    throw new JournalUnusableException(String.join("; ", failures));
  }

  /** The connection that was made: enough for publishing and subscribing, in a cluster too. */
  public Jedis any() {
    return first;
  }

  /**
   * Asks something about one key, of the server that has it.
   *
   * @throws JedisException if it cannot be asked
   */
  public <T> T ofKey(Function<Jedis, T> question) {
    try {
      return question.apply(first);
    } catch (JedisMovedDataException e) {
      HostPort owner = new HostPort(e.getTargetNode().getHost(), e.getTargetNode().getPort());
      return question.apply(other(owner));
    }
  }

  private Jedis other(HostPort server) {
    Jedis known = others.get(server);
    if (known != null) {
      return known;
    }
    if (others.size() >= JournalLimits.MAX_SERVERS) {
      throw new JedisException("a cluster of more than " + JournalLimits.MAX_SERVERS + " servers");
    }
    try {
      Jedis made = dialer.plain(server);
      others.put(server, made);
      if (closed) {
        close();
      }
      return made;
    } catch (JournalUnusableException e) {
      throw new JedisException(e.why(), e);
    }
  }

  /** Ends all connections at once. Any thread. */
  @Override
  public void close() {
    closed = true;
    breakOff(first);
    others.values().forEach(PlainRedis::breakOff);
  }

  private static void breakOff(Jedis jedis) {
    try {
      jedis.getConnection().forceDisconnect();
    } catch (IOException | RuntimeException e) {
      // It is of no more use, whatever else is wrong with it.
      return;
    }
  }
}

package usher.bench.load.feeds;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.feed.FeedKeys;
import usher.common.feed.TopicName;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalUnusableException;
import usher.common.journal.redis.PlainRedis;

/** The journal's Redis, connected when it is first asked, and again after it broke. */
final class FeedRedis implements Outlet {
  private final JournalAddress address;
  private @Nullable PlainRedis connected;

  FeedRedis(JournalAddress address) {
    this.address = address;
  }

  @Override
  public void publish(String topic, String message) throws IOException {
    var unused =
        ask(jedis -> jedis.publish(FeedKeys.channel(new TopicName(topic)), message), "publish");
  }

  /**
   * How many connections are subscribed to each topic, of one server.
   *
   * @throws IOException if it does not answer
   */
  Map<String, Long> subscribed(List<String> topics) throws IOException {
    String[] channels =
        topics.stream().map(name -> FeedKeys.channel(new TopicName(name))).toArray(String[]::new);
    Map<String, Long> answer = ask(jedis -> jedis.pubsubNumSub(channels), "numsub");
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i < channels.length; i++) {
      counts.put(topics.get(i), answer.getOrDefault(channels[i], 0L));
    }
    return counts;
  }

  private <T> T ask(Function<Jedis, T> question, String what) throws IOException {
    try {
      PlainRedis redis = connected;
      if (redis == null) {
        redis = PlainRedis.connect(address);
        connected = redis;
      }
      return question.apply(redis.any());
    } catch (JedisException | JournalUnusableException e) {
      close();
      throw new IOException("redis-" + what + "-" + e.getClass().getSimpleName(), e);
    }
  }

  @Override
  public void close() {
    PlainRedis open = connected;
    connected = null;
    if (open != null) {
      open.close();
    }
  }
}

package usher.router.publish;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import usher.common.feed.FeedKeys;
import usher.common.feed.TopicName;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.PlainRedis;

/** Publishes to topics, for those who have no Redis at hand. Any thread may ask. */
public final class FeedPublisher implements AutoCloseable {
  private final StoreThreads store;
  private final PublishCounters counters;

  private FeedPublisher(StoreThreads store, PublishCounters counters) {
    this.store = store;
    this.counters = counters;
  }

  /** Starts its threads; connects when there is something to publish. */
  public static FeedPublisher start(JournalAddress address, PublishCounters counters) {
    StoreThreads store = new StoreThreads(address);
    store.start();
    return new FeedPublisher(store, counters);
  }

  /**
   * Publishes a message, once.
   *
   * @return how many nodes heard it (in a cluster of Redis servers: of those at one server),
   *     completed on a thread {@code store-n}; or a {@link StoreFailedException}
   */
  public CompletionStage<Long> publish(TopicName topic, String message) {
    return store
        .ask(redis -> publish(redis, FeedKeys.channel(topic), message))
        .whenComplete(
            (heard, failure) -> {
              if (failure == null) {
                counters.published();
              } else {
                counters.failed();
              }
            });
  }

  /** How Redis is set up and how it fares; or a {@link StoreFailedException}. */
  public CompletionStage<RedisFacts> facts() {
    return store.ask(RedisFacts::of);
  }

  /** PUBLISH counts those too who subscribed by a pattern, as routers do: nodes do not. */
  private static long publish(PlainRedis redis, String channel, String message) {
    redis
        .any()
        .publish(
            channel.getBytes(StandardCharsets.UTF_8), message.getBytes(StandardCharsets.UTF_8));
    return redis.any().pubsubNumSub(channel).getOrDefault(channel, 0L);
  }

  @Override
  public void close() {
    store.close();
  }
}

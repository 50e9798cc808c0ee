package usher.router.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import usher.common.feed.FeedKeys;
import usher.common.feed.RetainPattern;
import usher.common.feed.TopicName;
import usher.common.journal.redis.PlainRedis;
import usher.router.journal.JournalChoice;
import usher.router.journal.JournalCounters;
import usher.router.journal.JournalStart;
import usher.router.journal.RoomJournal;

/** Publishing and keeping, with a real Redis. */
class LastKeeperTest {
  private static final long DEADLINE_NS = 15_000_000_000L;
  private final PublishCounters counters = new PublishCounters();

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE_NS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not in time");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static @Nullable String kept(PlainRedis redis, String topic) {
    return redis.any().get(FeedKeys.last(new TopicName(topic)));
  }

  private static long publish(FeedPublisher publisher, String topic, String message)
      throws Exception {
    return publisher
        .publish(new TopicName(topic), message)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  @Test
  void lastMessageOfATopicIsKeptAlsoAfterTheSubscriptionBroke(@TempDir Path data) throws Exception {
    JournalChoice choice =
        Objects.requireNonNull(
            JournalChoice.of("embedded", data, "everysec", Duration.ofDays(7), 0));
    try (RoomJournal journal = JournalStart.prepare(choice, new JournalCounters()).open();
        FeedPublisher publisher = FeedPublisher.start(journal.address(), counters);
        PlainRedis redis = PlainRedis.connect(journal.address())) {
      LastKeeper keeper =
          LastKeeper.start(journal.address(), RetainPattern.list("price.*,AAPL"), counters);
      until(counters::isHearing);
      assertEquals(0, publish(publisher, "price.x", "1"));
      publish(publisher, "price.x", "2");
      publish(publisher, "other", "3");
      publish(publisher, "AAPL", "4");
      until(() -> "2".equals(kept(redis, "price.x")) && "4".equals(kept(redis, "AAPL")));
      assertEquals(null, kept(redis, "other"));
      assertEquals(4, counters.publishedCount());
      redis.any().publish("usher:feed:AAPL", "x".repeat(64 * 1024 + 1));
      redis
          .any()
          .publish("usher:feed:AAPL".getBytes(StandardCharsets.US_ASCII), new byte[] {(byte) 0xff});
      until(() -> counters.droppedCount() == 2);
      redis.any().clientKill(new ClientKillParams().type(ClientType.PUBSUB));
      until(() -> counters.brokeCount() == 1 && counters.isHearing());
      publish(publisher, "price.x", "5");
      until(() -> "5".equals(kept(redis, "price.x")));
      assertEquals("4", kept(redis, "AAPL"));
      keeper.close();
    }
  }
}

package usher.node.feed.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisClusterCRC16;
import usher.common.control.NodeId;
import usher.common.feed.RetainPattern;
import usher.common.feed.TopicName;
import usher.common.journal.redis.TestCluster;
import usher.common.tls.TlsDial;
import usher.node.feed.Feeds;
import usher.node.feed.SeatQuota;
import usher.node.feed.hub.FeedCount;

/** Two nodes, subscribed at two servers of a real cluster of three; a third server publishes. */
class FeedsOnClusterTest {
  private static final long DEADLINE_NS = 20_000_000_000L;
  private static final int SLOTS_OF_FIRST = 16_384 / 3;
  private static final SeatQuota ANY =
      new SeatQuota() {
        @Override
        public boolean take() {
          return true;
        }

        @Override
        public void release() {}
      };

  private final TestCluster cluster = TestCluster.start();
  private final List<Feeds> nodes = new ArrayList<>();
  private long said;

  @BeforeEach
  void startNodes() {
    for (int i = 0; i < 2; i++) {
      Feeds feeds =
          Feeds.start(
              new NodeId("node-" + i),
              false,
              ANY,
              new RedisFeeds(TlsDial.off("journal")),
              () -> {});
      feeds.welcome(cluster.journal(i), RetainPattern.list("kept.*"));
      nodes.add(feeds);
    }
  }

  @AfterEach
  void stop() {
    nodes.forEach(Feeds::stop);
    cluster.close();
  }

  private static void await(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + DEADLINE_NS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within 20 s: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private List<Listener> listeners(String command) {
    List<Listener> seats = nodes.stream().map(Listener::at).toList();
    seats.forEach(seat -> seat.ask(command));
    await(() -> seats.stream().allMatch(Listener::isAnswered), "all are subscribed");
    return seats;
  }

  /** Another program publishes, by plain Redis, at this server. */
  private void say(int server) {
    try (Jedis jedis = cluster.server(server).jedis()) {
      jedis.publish("usher:feed:AAPL", Long.toString(++said));
    }
  }

  private static void awaitLast(List<Listener> seats, String topic, long number) {
    for (Listener seat : seats) {
      await(() -> seat.last(topic) == number, topic + " " + number + ", heard " + seat.heard());
      assertEquals(List.of(), seat.wrong());
    }
  }

  @Test
  void whateverServerIsPublishedAtAllHearAndOneThatDiesIsAGapForThoseOnIt() {
    List<Listener> seats = listeners("{\"subscribe\":[\"AAPL\",\"room.r1\"]}");
    for (int i = 0; i < 300; i++) {
      say(2);
    }
    awaitLast(seats, "AAPL", said);
    roomSays(1, 100);
    awaitLast(seats, "room.r1", 100);
    seats.forEach(seat -> assertEquals(0, seat.gapsTold()));

    cluster.server(0).kill();
    await(() -> seats.get(0).gapsTold() == 2, "a gap of each topic");
    assertEquals(0, seats.get(1).gapsTold());
    assertEquals(0, nodes.get(1).counts().total(FeedCount.BROKE));
    for (int i = 0; i < 300; i++) {
      say(2);
    }
    awaitLast(seats, "AAPL", said);
    roomSays(101, 200);
    awaitLast(seats, "room.r1", 200);
    assertEquals(2, seats.get(0).gapsTold());
    assertEquals(0, seats.get(1).gapsTold());
  }

  private void roomSays(int from, int to) {
    for (int i = from; i <= to; i++) {
      byte[] message = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
      nodes.get(0).publish(new TopicName("room.r1"), message);
    }
  }

  @Test
  void theLastMessageIsFoundWhereverItIsAndOneWhoseServerIsDeadIsNotWaitedFor() {
    String there = topic(false);
    String gone = topic(true);
    try (Jedis jedis = cluster.server(slot(there) < 2 * SLOTS_OF_FIRST ? 1 : 2).jedis()) {
      jedis.set("usher:feed-last:" + there, "41");
    }
    List<Listener> seats = listeners("{\"subscribe\":\"" + there + "\"}");
    String kept =
        "{\"type\":\"message\",\"topic\":\"" + there + "\",\"message\":41,\"retained\":true}";
    seats.forEach(seat -> await(() -> seat.heard().contains(kept), "what was kept"));

    cluster.server(0).kill();
    List<Listener> late = listeners("{\"subscribe\":[\"" + gone + "\",\"AAPL\"]}");
    say(2);
    awaitLast(late, "AAPL", said);
  }

  /** A topic whose last message the first server has, or one of the others. */
  private static String topic(boolean first) {
    for (int i = 0; ; i++) {
      String topic = "kept." + i;
      if (slot(topic) < SLOTS_OF_FIRST - 1 == first && slot(topic) != 2 * SLOTS_OF_FIRST) {
        return topic;
      }
    }
  }

  private static int slot(String topic) {
    return JedisClusterCRC16.getSlot("usher:feed-last:" + topic);
  }
}

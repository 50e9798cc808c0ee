package usher.node.feed.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import usher.common.control.NodeId;
import usher.common.feed.FeedLimits;
import usher.common.feed.RetainPattern;
import usher.common.feed.TopicName;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.TestRedis;
import usher.common.tls.TlsDial;
import usher.node.feed.Feeds;
import usher.node.feed.SeatQuota;
import usher.node.feed.hub.FeedCount;

/** Two nodes and a real Redis. */
class FeedsOnRedisTest {
  private static final long DEADLINE_NS = 20_000_000_000L;
  private static final int TOPICS = 6;
  private static final SeatQuota ANY =
      new SeatQuota() {
        @Override
        public boolean take() {
          return true;
        }

        @Override
        public void release() {}
      };

  private static TestRedis redis;

  private final List<Feeds> nodes = new ArrayList<>();
  private final Map<String, Long> said = new HashMap<>();
  private Jedis jedis;

  @BeforeAll
  static void startRedis() {
    redis = TestRedis.start("--requirepass", "secret");
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void startNodes() {
    jedis = redis.jedis();
    jedis.auth("secret");
    for (String id : List.of("node-1", "node-2")) {
      Feeds feeds =
          Feeds.start(new NodeId(id), false, ANY, new RedisFeeds(TlsDial.off("journal")), () -> {});
      feeds.welcome(address(), RetainPattern.list("kept.*"));
      nodes.add(feeds);
    }
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(Feeds::stop);
    jedis.close();
  }

  private static String address() {
    return JournalAddress.standalone(redis.address(), "secret").secret();
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

  private void say(String topic) {
    jedis.publish("usher:feed:" + topic, Long.toString(said.merge(topic, 1L, Long::sum)));
  }

  private long subscribers(String topic) {
    String channel = "usher:feed:" + topic;
    return jedis.pubsubNumSub(channel).get(channel);
  }

  private long nodesThatHear(String topic, Map<Feeds, List<Listener>> seats) {
    return seats.values().stream()
        .filter(at -> at.stream().anyMatch(seat -> seat.topics().contains(topic)))
        .count();
  }

  @Test
  void eachNodeIsSubscribedOnceToWhatItsSeatsHearAndNothingIsMissedUntold() {
    Random random = new Random(7);
    Map<Feeds, List<Listener>> seats = new HashMap<>();
    nodes.forEach(node -> seats.put(node, new ArrayList<>()));
    for (int step = 1; step <= 1_500; step++) {
      Feeds node = nodes.get(random.nextInt(nodes.size()));
      step(random, node, seats.getOrDefault(node, List.of()));
      say("t" + random.nextInt(TOPICS));
      if (step % 500 == 0) {
        // What is answered is subscribed: its connection is there to be broken.
        await(
            () -> seats.values().stream().flatMap(List::stream).allMatch(Listener::isAnswered),
            "all commands are answered");
        jedis.clientKill(new ClientKillParams().type(ClientType.PUBSUB));
      }
    }
    List<Listener> all = seats.values().stream().flatMap(List::stream).toList();
    await(() -> all.stream().allMatch(Listener::isAnswered), "all commands are answered");
    for (int i = 0; i < TOPICS; i++) {
      String topic = "t" + i;
      await(
          () -> subscribers(topic) == nodesThatHear(topic, seats),
          topic + " has as many subscribers as nodes hear it");
    }
    for (int i = 0; i < TOPICS; i++) {
      say("t" + i);
    }
    for (Listener seat : all) {
      for (String topic : seat.topics()) {
        await(
            () -> seat.last(topic) == said.getOrDefault(topic, 0L),
            "the last message of " + topic + ", heard " + seat.last(topic));
      }
      assertEquals(List.of(), seat.wrong());
    }
    assertTrue(all.stream().mapToInt(Listener::gapsTold).sum() > 0);
    all.forEach(Listener::leave);
    for (int i = 0; i < TOPICS; i++) {
      String topic = "t" + i;
      await(() -> subscribers(topic) == 0, topic + " has no subscribers any more");
    }
    for (Feeds node : nodes) {
      long broke = node.counts().total(FeedCount.BROKE);
      assertTrue(broke >= 1 && broke <= 3, "connections that broke: " + broke);
    }
  }

  private static void step(Random random, Feeds node, List<Listener> seats) {
    int what = random.nextInt(10);
    if (seats.isEmpty() || (what == 0 && seats.size() < 30)) {
      seats.add(Listener.at(node));
    } else if (what == 1) {
      seats.remove(random.nextInt(seats.size())).leave();
    } else {
      String verb = what < 6 ? "subscribe" : "unsubscribe";
      String command = "{\"" + verb + "\":\"t" + random.nextInt(TOPICS) + "\"}";
      seats.get(random.nextInt(seats.size())).ask(command);
    }
  }

  @Test
  void whatOneNodePublishesAllHearInItsOrder() {
    List<Listener> seats = nodes.stream().map(Listener::at).toList();
    seats.forEach(seat -> seat.ask("{\"subscribe\":\"room.r1\"}"));
    await(() -> seats.stream().allMatch(Listener::isAnswered), "both are subscribed");
    for (int i = 1; i <= 2_000; i++) {
      byte[] message = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
      nodes.get(0).publish(new TopicName("room.r1"), message);
    }
    for (Listener seat : seats) {
      await(() -> seat.last("room.r1") == 2_000, "the last message");
      assertEquals(List.of(), seat.wrong());
      assertEquals(0, seat.gapsTold());
    }
  }

  @Test
  void aNewcomerHearsTheLastMessageThatWasKept() {
    jedis.set("usher:feed-last:kept.A", "41");
    Listener seat = Listener.at(nodes.get(0));
    seat.ask("{\"subscribe\":[\"kept.A\",\"kept.B\"]}");
    await(seat::isAnswered, "it is subscribed");
    await(() -> seat.heard().size() == 3, "the welcome, the answer, and what was kept");
    assertEquals(
        "{\"type\":\"message\",\"topic\":\"kept.A\",\"message\":41,\"retained\":true}",
        seat.heard().get(2));
  }

  @Test
  void aLastMessageThatRedisDoesNotGiveIsNoneAndBreaksNoConnection() {
    Listener seat = Listener.at(nodes.get(0));
    seat.ask("{\"subscribe\":\"kept.C\"}");
    await(seat::isAnswered, "it is subscribed");
    long before = connections();
    jedis.lpush("usher:feed-last:kept.wrong", "no text");
    seat.ask("{\"subscribe\":\"kept.wrong\"}");
    seat.ask("{\"subscribe\":\"kept.D\"}");
    await(seat::isAnswered, "it is subscribed to those too");
    assertEquals(before, connections());
  }

  private long connections() {
    return jedis
        .info("stats")
        .lines()
        .filter(line -> line.startsWith("total_connections_received:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
        .sum();
  }

  @Test
  void aMessageOverItsBoundOrThatIsNoTextIsAGap() {
    Listener seat = Listener.at(nodes.get(0));
    seat.ask("{\"subscribe\":\"AAPL\"}");
    await(seat::isAnswered, "it is subscribed");
    jedis.publish("usher:feed:AAPL", "x".repeat(FeedLimits.MAX_MESSAGE_BYTES + 1));
    await(() -> seat.gapsTold() == 1, "the gap of the long one");
    byte[] channel = "usher:feed:AAPL".getBytes(StandardCharsets.US_ASCII);
    jedis.publish(channel, new byte[] {(byte) 0xFF});
    await(() -> seat.gapsTold() == 2, "the gap of the one that is no text");
    assertEquals(2, nodes.get(0).counts().total(FeedCount.DROPPED));
  }

  @Test
  void aRedisThatCannotWriteToItsDiskIsHeardOn() throws Exception {
    Listener seat = Listener.at(nodes.get(0));
    seat.ask("{\"subscribe\":\"AAPL\"}");
    await(seat::isAnswered, "it is subscribed");
    Path inTheWay = Path.of(jedis.configGet("dir").get("dir"), "dump.rdb", "x");
    Files.createDirectories(inTheWay);
    jedis.configSet("save", "3600 1");
    try {
      jedis.bgsave();
      await(() -> jedis.info("persistence").contains("bgsave_status:err"), "the disk is full");
      long asked = subscribes();
      await(() -> subscribes() > asked + nodes.size() * 2L, "the nodes ask whether it lives");
      say("AAPL");
      await(() -> seat.last("AAPL") == said.getOrDefault("AAPL", 0L), "the message");
      assertEquals(0, seat.gapsTold());
      assertEquals(0, nodes.get(0).counts().total(FeedCount.BROKE));
    } finally {
      jedis.configSet("save", "");
      Files.delete(inTheWay);
      Files.delete(inTheWay.getParent());
    }
  }

  private long subscribes() {
    return jedis
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_subscribe:"))
        .mapToLong(
            line -> Long.parseLong(line.replaceAll("cmdstat_subscribe:calls=(\\d+).*", "$1")))
        .sum();
  }

  @Test
  void aNodeThatStopsSaysNothingMore() {
    Listener seat = Listener.at(nodes.get(0));
    seat.ask("{\"subscribe\":\"AAPL\"}");
    await(seat::isAnswered, "it is subscribed");
    await(() -> subscribers("AAPL") == 1, "its node is");
    List<String> heard = seat.heard();
    nodes.get(0).stop();
    await(() -> subscribers("AAPL") == 0, "its node left");
    assertEquals(heard, seat.heard());
  }

  @Test
  void aRedisThatWasStoppedAndCameBackIsAGap() {
    Listener seat = Listener.at(nodes.get(0));
    seat.ask("{\"subscribe\":\"AAPL\"}");
    await(seat::isAnswered, "it is subscribed");
    redis.kill();
    await(() -> nodes.get(0).counts().total(FeedCount.BROKE) > 0, "the break is noticed");
    Listener late = Listener.at(nodes.get(0));
    late.ask("{\"subscribe\":\"AAPL\"}");
    nodes.get(1).publish(new TopicName("AAPL"), "1".getBytes(StandardCharsets.UTF_8));
    redis.restart();
    await(late::isAnswered, "the late one is subscribed");
    await(() -> seat.gapsTold() == 1, "the gap");
    assertEquals(0, late.gapsTold());
  }
}

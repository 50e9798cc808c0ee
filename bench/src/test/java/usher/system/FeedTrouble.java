package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * Publishers and players who do too much, while others listen to a calm topic, whose publisher says
 * a number every few milliseconds.
 */
final class FeedTrouble implements AutoCloseable {
  private static final long CALM_NS = 5_000_000;
  private static final int CALM_EARS = 4;
  private static final int FLOOD = 60_000;
  private static final int FLOOD_BATCH = 1_000;
  private static final int MIB = 1024 * 1024;

  private final House house;
  private final Jedis redis;
  private final List<FeedEar> calm = new ArrayList<>();
  private final AtomicLong said = new AtomicLong();
  private final Thread publisher;
  private volatile boolean over;

  FeedTrouble(House house, Jedis redis, Supplier<Jedis> another) {
    this.house = house;
    this.redis = redis;
    while (nodes().size() < 2 || calm.size() < CALM_EARS) {
      calm.add(FeedEar.at(house.players(), "calm"));
    }
    publisher = new Thread(() -> publish(another), "calm-publisher");
    publisher.start();
  }

  private Set<String> nodes() {
    return calm.stream().map(FeedEar::node).collect(Collectors.toCollection(TreeSet::new));
  }

  private void publish(Supplier<Jedis> connect) {
    try (Jedis own = connect.get()) {
      while (!over) {
        own.publish("usher:feed:calm", Long.toString(said.incrementAndGet()));
        LockSupport.parkNanos(CALM_NS);
      }
    }
  }

  /** A mebibyte by plain Redis is a gap, by the admin port an answer that says why. */
  void messagesTooLong() {
    try (FeedEar ear = FeedEar.at(house.players(), "big")) {
      redis.publish("usher:feed:big", "1");
      redis.publish("usher:feed:big", "2".repeat(MIB));
      Await.until("a gap", 10_000, () -> ear.gaps("big") == 1);
      assertTrue(house.adminPost("/v1/feeds/big", "3".repeat(MIB)).contains("\"too-large\""));
      redis.publish("usher:feed:big", "4");
      Await.until("what comes after it", 10_000, () -> ear.last("big") == 4);
      assertEquals(List.of(), ear.wrong());
      String log = house.nodeProcess(ear.node()).log();
      assertTrue(log.contains("a message of big is left out: it has over 65536 bytes"), log);
    }
  }

  /** What is out of rule is told what would be right, and changes nothing. */
  void commandsOutOfRule() {
    try (FeedEar ear = FeedEar.at(house.players(), "one")) {
      ear.ask("{\"subscribe\":\"a b\"}");
      ear.awaitAnswer("\"n\":2,\"reason\":\"a topic is 1 to 128 of");
      ear.ask("{\"subscribe\":\"" + "x".repeat(129) + "\"}");
      ear.awaitAnswer("\"n\":3,\"reason\":\"a topic is 1 to 128 of");
      String hundred =
          IntStream.range(0, 100).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
      ear.ask("{\"subscribe\":[" + hundred + "]}");
      ear.awaitAnswer("\"n\":4,\"reason\":\"a seat has at most 100 topics");
      ear.ask("{\"unsubscribe\":\"one\",\"subscribe\":[" + hundred + "]}");
      ear.awaitAnswer("{\"type\":\"subscribed\",\"n\":5");
      ear.ask("{\"subscribe\":\"" + "x".repeat(65 * 1024) + "\"}");
      Await.until("the end of the seat", 10_000, () -> ear.closed().startsWith("1013 too-large"));
    }
  }

  /** Tens of thousands a second to some who read them, and to one who reads nothing. */
  void floodOfOneTopic() throws Exception {
    long tooSlow = tooSlow();
    try (FeedEar one = FeedEar.at(house.players(), "flood");
        FeedEar two = FeedEar.at(house.players(), "flood");
        DeafEar deaf = DeafEar.at(house.players())) {
      deaf.subscribe("flood");
      String padding = " " + "x".repeat(300);
      long beganNs = System.nanoTime();
      try (Pipeline pipeline = redis.pipelined()) {
        for (int i = 1; i <= FLOOD; i++) {
          pipeline.publish("usher:feed:flood", i + padding);
          if (i % FLOOD_BATCH == 0) {
            pipeline.sync();
          }
        }
      }
      double seconds = (System.nanoTime() - beganNs) / 1e9;
      Await.until("the deaf one is sent away", 15_000, () -> tooSlow() > tooSlow);
      for (FeedEar ear : List.of(one, two)) {
        Await.until(
            "the end of the flood, a gap, or the end of one who is too slow",
            15_000,
            () ->
                ear.last("flood") == FLOOD
                    || ear.gaps("flood") > 0
                    || ear.closed().startsWith("1013 too-slow"));
        assertEquals(List.of(), ear.wrong());
      }
      System.out.printf(
          "flood of %.0f a second: %d and %d heard last, %d and %d gaps, closed '%s' and '%s'%n",
          FLOOD / seconds,
          one.last("flood"),
          two.last("flood"),
          one.gaps("flood"),
          two.gaps("flood"),
          one.closed(),
          two.closed());
    }
  }

  /** One who subscribes and leaves as fast as it can is sent away. */
  void floodOfCommands() {
    try (FeedEar ear = FeedEar.at(house.players(), "here")) {
      ear.flood(100_000, "{\"subscribe\":[\"f1\",\"f2\"]}", "{\"unsubscribe\":[\"f1\",\"f2\"]}");
      Await.until("the end of the seat", 10_000, () -> ear.closed().startsWith("1013 too-fast"));
    }
    Await.until(
        "nobody is subscribed to what it wanted",
        10_000,
        () ->
            redis.pubsubNumSub("usher:feed:f1", "usher:feed:f2").values().stream()
                .allMatch(n -> n == 0));
  }

  /** Those who listened to the calm topic missed nothing, or were told. */
  void settled() {
    stopPublishing();
    for (FeedEar ear : calm) {
      Await.until(
          "the last message of the calm topic",
          10_000,
          () -> ear.last("calm") == said.get() || !ear.closed().isEmpty());
      assertEquals(List.of(), ear.wrong());
      assertEquals("", ear.closed());
    }
    System.out.printf(
        "calm: %d messages, gaps %s%n",
        said.get(), calm.stream().map(ear -> ear.gaps("calm")).toList());
  }

  private void stopPublishing() {
    over = true;
    try {
      publisher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long tooSlow() {
    return house
        .admin("/metrics")
        .lines()
        .filter(line -> line.startsWith("usher_feed_seats_closed_total{reason=\"too-slow\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    stopPublishing();
    calm.forEach(FeedEar::close);
  }
}

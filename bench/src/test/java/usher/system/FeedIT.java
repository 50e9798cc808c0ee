package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Feeds with a real router, two nodes and Redis, one of the nodes killed. */
class FeedIT {
  private static final int PLAYERS = 60;
  private static final String CHANNEL = "usher:feed:AAPL";

  @TempDir static Path data;

  private static House house;

  @BeforeAll
  static void start() {
    house =
        House.router(
            "--journal",
            "embedded",
            "--data-dir",
            data.toString(),
            "--feed-retain",
            "last.*,other");
    house.startNodes(2);
  }

  /** The router ends its Redis with it. */
  @AfterAll
  static void stop() {
    house.routerProcess().signal("TERM");
    house.routerProcess().awaitExit(10_000);
    house.close();
  }

  @Test
  void whatRedisPublishesReachesAllAndTheirSocketsOutliveANode() throws Exception {
    house.awaitNodes(2);
    List<Player> players = new ArrayList<>();
    try (Jedis redis = redis()) {
      for (int i = 0; i < PLAYERS; i++) {
        players.add(Player.atFeeds(house.players(), "player=p" + i));
      }
      long first = players.stream().filter(player -> player.node().equals("node-1")).count();
      assertTrue(first >= PLAYERS / 3 && first <= 2 * PLAYERS / 3, first + " are at node-1");
      subscribeAll(players);
      assertEquals(2, heardBy(redis));

      redis.publish(CHANNEL, "100.1");
      all(players, "100.1");
      assertEquals(
          "{\"topic\":\"AAPL\",\"heard\":2}", house.adminPost("/v1/feeds/AAPL", "{\"bid\":1}"));
      all(players, "{\"bid\":1}");

      house.adminPost("/v1/feeds/last.value", "42");
      Await.until("42 is kept", 10_000, () -> "42".equals(redis.get("usher:feed-last:last.value")));
      players.get(0).send("{\"subscribe\":\"last.value\"}");
      JsonNode retained = players.get(0).await("message");
      assertEquals(42, retained.path("message").asInt());
      assertTrue(retained.path("retained").asBoolean());

      String killed;
      try (Followed duel = new Followed(house, players)) {
        killed = duel.node();
        duel.plays();
        duel.playsWhile(() -> house.nodeProcess(killed).signal("KILL"));
        duel.plays();
      }
      // Players may go on before the system has put the dead process away.
      house.nodeProcess(killed).awaitExit(10_000);
      String left = killed.equals("node-1") ? "node-2" : "node-1";
      for (Player player : players) {
        if (player.node().equals(killed)) {
          assertEquals(left, player.await("welcome").path("node").asText());
          assertEquals("AAPL", awaitGap(player, "AAPL"));
        }
      }
      Await.until("one node hears the topic", 10_000, () -> heardBy(redis) == 1);
      redis.publish(CHANNEL, "100.3");
      all(players, "100.3");
      players.forEach(player -> assertTrue(player.isOpen()));
      long moved = players.stream().filter(player -> player.node().equals(killed)).count();
      assertEquals(moved, counted(house, "usher_feed_reopened_total"));
      assertEquals(PLAYERS, counted(house, "usher_feed_seats"));
      assertEquals(0, counted(house, "usher_feed_retain_broken_total"));
    } finally {
      players.forEach(Player::close);
      house.nodes().stream()
          .filter(node -> !node.isAlive())
          .forEach(node -> house.launchNode(node.name()));
    }
  }

  @Test
  void whoeverFloodsOrBreaksARuleIsBoundedAndTheOthersMissNothingUntold() throws Exception {
    house.awaitNodes(2);
    try (Jedis redis = redis();
        FeedTrouble trouble = new FeedTrouble(house, redis, FeedIT::redis)) {
      trouble.messagesTooLong();
      trouble.commandsOutOfRule();
      trouble.floodOfOneTopic();
      trouble.floodOfCommands();
      trouble.settled();
    }
  }

  private static String awaitGap(Player player, String topic) {
    return player
        .await(
            "gap of " + topic,
            frame ->
                frame.path("type").asText().equals("gap")
                    && frame.path("topic").asText().equals(topic))
        .path("topic")
        .asText();
  }

  private static void subscribeAll(List<Player> players) {
    players.forEach(player -> player.send("{\"subscribe\":\"AAPL\"}"));
    for (Player player : players) {
      assertEquals("[\"AAPL\"]", player.await("subscribed").path("topics").toString());
    }
  }

  private static void all(List<Player> players, String message) {
    for (Player player : players) {
      player.await(
          "message " + message,
          frame ->
              frame.path("type").asText().equals("message")
                  && frame.path("topic").asText().equals("AAPL")
                  && frame.path("message").toString().equals(message));
    }
  }

  private static long heardBy(Jedis redis) {
    return redis.pubsubNumSub(CHANNEL).getOrDefault(CHANNEL, 0L);
  }

  private static long counted(House house, String metric) {
    return house
        .admin("/metrics")
        .lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(metric.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** The Redis that the router started, by what it wrote down of it. */
  private static Jedis redis() {
    Properties state = new Properties();
    try (var in = Files.newBufferedReader(data.resolve("redis.state"))) {
      state.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Jedis(
        new HostAndPort("127.0.0.1", Integer.parseInt(state.getProperty("port"))),
        DefaultJedisClientConfig.builder().password(state.getProperty("password")).build());
  }
}

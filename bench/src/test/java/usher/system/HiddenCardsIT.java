package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.Cards;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A game out of a user's jar that hides cards, with a real router, nodes on links and on a tunnel,
 * and Redis: whatever dies or moves, each hears what they may know, and the delayed never early.
 */
class HiddenCardsIT {
  private static final Pattern CARD = Pattern.compile("card-[0-9]+");
  private static final long DELAY_NS = 2_000_000_000L;
  private static final long DEADLINE_MS = 10_000;
  private static final String LATE = "role=spectator&delay=2s&player=late";

  @TempDir Path data;

  /** Those who are at one table, and what each of them may know. */
  private static final class Watch {
    final String name;
    final Set<String> may = new TreeSet<>();
    final List<Player> sockets = new ArrayList<>();

    Watch(String name, Player first) {
      this.name = name;
      sockets.add(first);
    }

    Player now() {
      return sockets.get(sockets.size() - 1);
    }

    List<Player.Heard> heard() {
      return sockets.stream().flatMap(each -> each.heard().stream()).toList();
    }

    /** What it heard last, as the query of a resume. */
    String query(String role) {
      String after = "";
      String seat = "";
      long answered = 0;
      for (Player.Heard each : heard()) {
        after = each.frame().has("id") ? each.frame().path("id").asText() : after;
        answered = Math.max(answered, each.frame().path("n").asLong());
        seat = each.frame().has("seat") ? each.frame().path("seat").asText() : seat;
      }
      return role + "&seat=" + seat + "&after=" + after + "&answered=" + answered;
    }

    void check() {
      for (Player.Heard each : heard()) {
        Matcher cards = CARD.matcher(each.frame().toString());
        while (cards.find()) {
          assertTrue(may.contains(cards.group()), name + " heard " + each.frame() + ", may " + may);
        }
      }
    }
  }

  /** A table with two who play, one who found no place, and spectators. */
  private static final class Table implements AutoCloseable {
    final House house;
    final String room;
    final Watch ann;
    final Watch bob;
    final Watch third;
    final Watch eve;
    final Watch late;
    final List<Watch> all;

    /** When the command of an event was sent, by its seq: nobody knew of it earlier. */
    final List<Long> sentNs = new ArrayList<>();

    Table(House house, String room, Player first) {
      long beganNs = System.nanoTime();
      this.house = house;
      this.room = room;
      ann = new Watch("ann", first);
      bob = new Watch("bob", join("player=bob"));
      third = new Watch("third", join("player=third"));
      eve = new Watch("eve", join("role=spectator&player=eve"));
      late = new Watch("late", Player.connect(house.players(), room, LATE));
      all = List.of(ann, bob, third, eve, late);
      assertEquals("spectator", third.now().welcome().path("role").asText());
      // ann and bob came and drew, and the third came.
      while (sentNs.size() < 5) {
        sentNs.add(beganNs);
      }
    }

    private Player join(String query) {
      return Player.join(house.players(), room, query);
    }

    /** Someone does something, which all who play hear. */
    JsonNode says(Watch who, String command) {
      sentNs.add(System.nanoTime());
      who.now().send(command);
      int seq = sentNs.size();
      for (Watch each : List.of(ann, bob, third, eve)) {
        await(each, seq);
      }
      return await(who, seq);
    }

    JsonNode await(Watch who, int seq) {
      try {
        Await.until(
            who.name + " hears event " + seq,
            DEADLINE_MS,
            () -> who.heard().stream().anyMatch(each -> isEvent(each, seq)));
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + ", but " + who.heard(), e);
      }
      return who.heard().stream()
          .filter(each -> isEvent(each, seq))
          .findFirst()
          .orElseThrow()
          .frame();
    }

    private static boolean isEvent(Player.Heard heard, int seq) {
      return heard.frame().path("type").asText().equals("event")
          && heard.frame().path("seq").asInt() == seq;
    }

    /** Draws a card that nobody else may know. */
    String draws(Watch who) {
      String card = says(who, "{\"draw\":true}").path("event").path("drew").asText();
      who.may.add(card);
      return card;
    }

    void plays(Watch who, String card) {
      all.forEach(each -> each.may.add(card));
      says(who, "{\"play\":\"" + card + "\"}");
    }

    void peeks(Watch who) {
      who.may.add(says(who, "{\"peek\":true}").path("event").path("peeked").asText());
    }

    /** The first hand, which ann and bob got when they came. */
    void firstHand() {
      for (Watch each : List.of(ann, bob)) {
        JsonNode hand = each.now().welcome().path("state").path("game").path("hand");
        assertEquals(1, hand.size());
        each.may.add(hand.path(0).asText());
      }
    }

    void resume(Watch who, String role) {
      who.now().close();
      String query = who.query(role);
      long deadlineNs = System.nanoTime() + 10 * DELAY_NS;
      while (true) {
        try {
          who.sockets.add(Player.resume(house.players(), room, query));
          return;
        } catch (CompletionException | AssertionError e) {
          assertTrue(System.nanoTime() - deadlineNs < 0, e.toString());
        }
      }
    }

    /** Nobody heard what is hidden from them, nobody late heard anything early, or out of order. */
    void check() {
      await(late, sentNs.size());
      all.forEach(Watch::check);
      long last = 0;
      for (Player.Heard each : late.heard()) {
        if (each.frame().has("seq")) {
          int seq = each.frame().path("seq").asInt();
          assertTrue(seq > last || each.frame().has("state"), seq + " after " + last);
          last = seq;
          long afterNs = each.atNs() - sentNs.get(seq - 1);
          assertTrue(
              afterNs >= DELAY_NS,
              "event " + seq + " after " + afterNs + " ns, in " + late.heard() + " by " + sentNs);
        }
      }
    }

    @Override
    public void close() {
      all.forEach(each -> each.sockets.forEach(Player::close));
    }
  }

  @Test
  void nobodyHearsWhatTheGameHidesAndNobodyDelayedHearsItEarly() {
    try (House house =
        House.router("--journal", "embedded", "--data-dir", data.toString())
            .playing(GameJar.of(Cards.class, data.resolve("cards.jar")))) {
      house.launchNode("node-1", "--game", "cards");
      house.launchNode("node-2", "--game", "cards");
      house.launchNode("node-3", "--game", "cards", "--upstream", "tunnel");
      house.awaitStarted(3);
      try (Player follower = Player.atFeeds(house.players(), "player=follower");
          Table tunnel = table(house, Set.of("node-3"));
          Table linked = table(house, Set.of("node-1", "node-2"))) {
        follower.send(
            "{\"subscribe\":[\"room." + tunnel.room + "\",\"room." + linked.room + "\"]}");
        follower.await("subscribed");
        byTunnel(tunnel);
        byLink(linked);
        tunnel.check();
        Set<String> open = new TreeSet<>(tunnel.eve.may);
        open.addAll(linked.eve.may);
        List<Player.Heard> published = follower.heard();
        assertTrue(published.stream().anyMatch(each -> each.frame().toString().contains("hidden")));
        Watch outside = new Watch("the topic", follower);
        outside.may.addAll(open);
        outside.check();
        assertFalse(CARD.matcher(house.get("/rooms/" + linked.room)).find());
        assertFalse(CARD.matcher(house.admin("/v1/rooms/" + linked.room)).find());
        house.nodes().forEach(node -> assertFalse(CARD.matcher(node.log()).find(), node.name()));
      } finally {
        house.routerProcess().signal("TERM");
        house.routerProcess().awaitExit(10_000);
      }
    }
  }

  /** A table on one of these nodes. */
  private Table table(House house, Set<String> nodes) {
    for (int i = 0; i < 20; i++) {
      String room = nodes.iterator().next() + "-" + i;
      Player ann = Player.join(house.players(), room, "publish=true&player=ann");
      if (nodes.contains(ann.node())) {
        return new Table(house, room, ann);
      }
      ann.close();
    }
    throw new AssertionError("no room came to " + nodes);
  }

  private static void byTunnel(Table table) {
    table.late.now().await("welcome");
    table.firstHand();
    String card = table.draws(table.ann);
    table.peeks(table.bob);
    table.resume(table.eve, "role=spectator&player=eve");
    table.resume(table.late, LATE);
    table.house.nodeProcess("node-3").signal("KILL");
    table.resume(table.ann, "player=ann");
    table.sentNs.add(System.nanoTime());
    table.ann.now().send("{\"play\":\"" + card + "\"}");
    table.all.forEach(each -> each.may.add(card));
    table.resume(table.bob, "player=bob");
    table.resume(table.third, "player=third");
    table.resume(table.eve, "role=spectator&player=eve");
    table.resume(table.late, LATE);
    table.draws(table.bob);
  }

  private static void byLink(Table table) {
    table.firstHand();
    String card = table.draws(table.ann);
    table.peeks(table.bob);
    table.says(table.third, "{\"cheer\":\"go\"}");
    String before = table.ann.now().node();
    table.house.nodeProcess(before).signal("KILL");
    table.draws(table.bob);
    table.plays(table.ann, card);
    table.house.launchNode(before, "--game", "cards");
    table.check();
    // Late, and with an old event: all that came since, as late as ever.
    table.draws(table.ann);
    table.late.now().close();
    table.eve.now().close();
    table.sentNs.add(System.nanoTime());
    table.ann.now().send("{\"peek\":true}");
    table.ann.may.add(
        table.await(table.ann, table.sentNs.size()).path("event").path("peeked").asText());
    table.resume(table.eve, "role=spectator&player=eve");
    table.resume(table.late, LATE);
    table.house.awaitStarted(2);
    String moved = table.house.adminPost("/v1/rooms/" + table.room + "/move");
    assertTrue(moved.contains(before), moved);
    table.draws(table.bob);
    table.peeks(table.ann);
    table.check();
  }
}

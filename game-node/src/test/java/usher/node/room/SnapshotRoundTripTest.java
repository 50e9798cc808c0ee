package usher.node.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.player.PlayerFrame;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Games;
import usher.node.game.Player;

/** A game read back from a snapshot is the same game, to every viewer and every later command. */
class SnapshotRoundTripTest {
  private static final RoomId ROOM = new RoomId("a");
  private static final Player ANN = new Player("ann", Role.PLAYER);
  private static final Player BOB = new Player("bob", Role.PLAYER);
  private static final Player EVE = new Player("eve", Role.SPECTATOR);

  private static Game<?, ?> game(String name) {
    Game<?, ?> game = Games.load("chat").find(name);
    if (game == null) {
      throw new IllegalArgumentException(name);
    }
    return game;
  }

  private static Play<?, ?> copy(Play<?, ?> play) {
    JsonNode snapshot = EventJson.parse(EventJson.write(play.snapshot()));
    return Play.restore(game(play.name()), snapshot);
  }

  private static String decide(Play<?, ?> play, Player by, String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    JsonNode command = EventJson.parse(json);
    return play.decide(new Command(by, command, PlayerFrame.text(utf8)), Instant.EPOCH).toString();
  }

  private static void assertSame(Play<?, ?> one, Play<?, ?> other) {
    for (Player viewer : List.of(ANN, BOB, EVE)) {
      assertEquals(EventJson.write(one.view(viewer)), EventJson.write(other.view(viewer)));
    }
    assertEquals(one.summary(), other.summary());
    assertEquals(one.snapshot(), other.snapshot());
  }

  private static Play<?, ?> chess() {
    Play<?, ?> play = Play.open(game("chess"), ROOM);
    play.joined(ANN);
    play.joined(BOB);
    return play;
  }

  private static void moves(Play<?, ?> play, String... moves) {
    Player by = ANN;
    for (String move : moves) {
      String said = decide(play, by, "{\"move\":\"" + move + "\"}");
      assertTrue(said.startsWith("Happened"), move + ": " + said);
      by = by.equals(ANN) ? BOB : ANN;
    }
  }

  @Test
  void castlingIsStillPossibleAndStillForbidden() {
    Play<?, ?> play = chess();
    moves(play, "e2e4", "e7e5", "g1f3", "e8e7", "f1c4", "e7e8");
    Play<?, ?> restored = copy(play);
    assertSame(play, restored);
    moves(restored, "e1g1");
    // The black king moved before: it stands where it began, and may not castle.
    assertEquals(
        decide(play, BOB, "{\"move\":\"e8g8\"}"), decide(copy(play), BOB, "{\"move\":\"e8g8\"}"));
  }

  @Test
  void aPawnMayStillBeTakenInPassing() {
    Play<?, ?> play = chess();
    moves(play, "e2e4", "a7a6", "e4e5", "d7d5");
    Play<?, ?> restored = copy(play);
    moves(restored, "e5d6");
    moves(play, "e5d6");
    assertSame(play, restored);
  }

  @Test
  void anOfferOfADrawIsStillOpen() {
    Play<?, ?> play = chess();
    moves(play, "e2e4");
    decide(play, ANN, "{\"draw\":\"offer\"}");
    Play<?, ?> restored = copy(play);
    assertSame(play, restored);
    assertEquals(
        decide(play, BOB, "{\"draw\":\"accept\"}"), decide(restored, BOB, "{\"draw\":\"accept\"}"));
    assertSame(play, restored);
  }

  @Test
  void aPositionThatWasThereTwiceIsADrawTheThirdTime() {
    Play<?, ?> play = chess();
    moves(play, "g1f3", "g8f6", "f3g1", "f6g8", "g1f3", "g8f6", "f3g1");
    Play<?, ?> restored = copy(play);
    String here = decide(play, BOB, "{\"move\":\"f6g8\"}");
    assertTrue(here.contains("repetition"), here);
    assertEquals(here, decide(restored, BOB, "{\"move\":\"f6g8\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chess", "chat", "relay"})
  void afterAnyCommandsTheRestoredGameDecidesTheSame(String name) {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      Play<?, ?> play = Play.open(game(name), ROOM);
      play.joined(ANN);
      play.joined(BOB);
      for (int i = 0; i < 40; i++) {
        decide(play, random.nextBoolean() ? ANN : BOB, command(play, random));
      }
      Play<?, ?> restored = copy(play);
      assertSame(play, restored);
      for (int i = 0; i < 20; i++) {
        Player by = random.nextBoolean() ? ANN : BOB;
        String command = command(play, random);
        assertEquals(
            decide(play, by, command), decide(restored, by, command), "seed " + seed + " " + name);
      }
      assertSame(play, restored);
    }
  }

  /** Mostly a legal move, where there are any. */
  private static String command(Play<?, ?> play, Random random) {
    JsonNode legal = play.view(ANN).path("legal");
    List<String> moves = new ArrayList<>();
    for (Map.Entry<String, JsonNode> from : legal.properties()) {
      for (JsonNode to : from.getValue()) {
        moves.add(from.getKey() + to.asText());
      }
    }
    if (!moves.isEmpty() && random.nextInt(10) < 8) {
      return "{\"move\":\"" + moves.get(random.nextInt(moves.size())) + "\"}";
    }
    String[] others = {
      "{\"say\":\"line " + random.nextInt(100) + " \\u00e9 \\\" \\n\"}",
      "{\"draw\":\"offer\"}",
      "{\"draw\":\"accept\"}",
      "{\"rematch\":true}",
      "{\"say\":\"\"}",
      "{\"move\":\"e9e4\"}"
    };
    return others[random.nextInt(others.length)];
  }
}

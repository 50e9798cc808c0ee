package usher.node.game;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.Counter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import usher.common.player.PlayerFrame;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.games.relay.Relay;

class GamesTest {
  private static final Player ANN = new Player("ann", Role.PLAYER);

  private static Decision<Counter.Added> decide(Counter game, Counter.Sum sum, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return game.decide(
        sum,
        new Command(ANN, Objects.requireNonNull(EventJson.command(bytes)), PlayerFrame.text(bytes)),
        Instant.EPOCH);
  }

  @Test
  void theGameOfTheDocsIsTheOneTestedHere() throws IOException {
    String docs = Files.readString(Path.of("../docs/GAMES.md"));
    assertTrue(
        docs.contains(Files.readString(Path.of("src/test/java/com/example/Counter.java"))),
        "docs/GAMES.md does not show Counter.java as it is");
  }

  @Test
  void theGameOfTheDocsPlays() {
    Counter game = new Counter();
    Counter.Sum sum = game.open(new RoomId("r"));
    assertEquals(
        new Decision.Accepted<>(List.of(new Counter.Added(60)), List.of()),
        decide(game, sum, "{\"add\":60}"));
    sum = game.apply(sum, new Counter.Added(60), "ann");
    assertEquals(60, game.view(sum, ANN).path("value").asInt());
    assertEquals(Decision.reject("that is over 100"), decide(game, sum, "{\"add\":41}"));
    assertEquals("{\"add\":60}", EventJson.write(new Counter.Added(60)));
  }

  @Test
  void theGamesThatShipAreFoundByTheirNames() {
    Games games = Games.load("chess");
    assertEquals(List.of("arena", "chat", "chess", "relay"), List.copyOf(games.names()));
    assertEquals("chess", Objects.requireNonNull(games.find(null)).name());
    assertNull(games.find("tictactoe"));
  }

  @Test
  void aNameTakenTwiceOrUnknownIsRefused() {
    List<Game<?, ?>> two = List.of(new Relay(), new Relay());
    assertThrows(IllegalArgumentException.class, () -> new Games(two, "relay"));
    assertThrows(IllegalArgumentException.class, () -> Games.load("tictactoe"));
  }
}

package usher.node.player;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import usher.node.game.Games;
import usher.node.games.chat.Chat;

class GameFailureTest {
  private static TestNode node() {
    return TestNode.playing(new Games(List.of(new BrokenGame(), new Chat()), "broken"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"decide", "apply"})
  void aGameThatFailsClosesItsRoomAndNoOther(String where) {
    try (TestNode node = node();
        TestPlayer ann = node.join("a?player=ann");
        TestPlayer bob = node.join("b?player=bob")) {
      ann.next("welcome");
      bob.next("welcome");
      ann.send("{\"fail\":\"" + where + "\"}");
      assertEquals("1011 game-failed", ann.closedWith());
      bob.send("{\"fail\":\"not\"}");
      bob.next("event");
      node.await(() -> node.rooms.load().rooms() == 1 && node.rooms.load().seats() == 1);
    }
  }

  @Test
  void aViewThatFailsClosesTheRoomForAllInIt() {
    try (TestNode node = node();
        TestPlayer ann = node.join("a?player=ann")) {
      ann.next("welcome");
      ann.send("{\"fail\":\"view\"}");
      ann.next("event");
      assertEquals(500, TestPlayer.refusal(node.port(), "a?player=bob"));
      assertEquals("1011 game-failed", ann.closedWith());
      node.await(() -> node.rooms.load().seats() == 0);
    }
  }

  @Test
  void aRoomWhoseGameDoesNotOpenIsRefused() {
    try (TestNode node = node()) {
      assertEquals(500, TestPlayer.refusal(node.port(), "never"));
      node.await(() -> node.rooms.load().rooms() == 0);
    }
  }
}

package usher.node.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import usher.node.room.RoomStage.Player;

/** In a game that hides, each hears what they may know: ann has card 1, bob has card 2. */
class HidingTest {
  private final RoomStage node = RoomStage.kept().claim(5);
  private final List<String> published = new ArrayList<>();
  private final Player ann = player("ann");
  private final Player bob = player("bob");
  private final Player third = player("third");
  private final Player eve = Player.watching("eve", 0);
  private final Player late = Player.watching("late", 2);

  private static Player player(String name) {
    Player player = new Player("token-of-" + name, name);
    player.game = "cards";
    player.publish = true;
    return player;
  }

  @BeforeEach
  void allAreHere() {
    publish(node);
    for (Player each : all()) {
      each.open(node, 5);
      node.run();
    }
  }

  private void publish(RoomStage stage) {
    stage.housing.publishTo(
        (topic, message) -> published.add(new String(message, StandardCharsets.UTF_8)));
  }

  private List<Player> all() {
    return List.of(ann, bob, third, eve, late);
  }

  private static boolean heard(Player who, String secret) {
    return who.texts.toString().contains(secret);
  }

  /** Only this player learned of it, and nobody by what the room published. */
  private void assertOnly(Player may, String secret) {
    for (Player each : all()) {
      assertEquals(each == may, heard(each, secret), each.name + " and " + secret);
    }
    assertFalse(published.toString().contains(secret), published.toString());
  }

  @Test
  void aCardIsSeenByWhoDrewItAlone() {
    ann.command(1, "{\"draw\":true}");
    node.run();
    node.live(3_000);
    assertOnly(ann, "card-3");
    assertOnly(ann, "card-1");
    assertOnly(bob, "card-2");
    assertTrue(heard(bob, "{\"drew\":\"hidden\"}"));
    assertTrue(heard(late, "{\"drew\":\"hidden\"}"));
  }

  @Test
  void anEventThatNobodyElseMayKnowTellsThemOnlyThatThereWasOne() {
    ann.heard();
    ann.command(1, "{\"peek\":true}");
    node.run();
    assertEquals(List.of("missed 5-6 n=1"), ann.heard());
    assertOnly(ann, "{\"peeked\":\"card-3\"}");
    for (Player each : List.of(bob, third, eve)) {
      assertEquals(
          "{\"type\":\"event\",\"id\":\"5-6\",\"seq\":6,\"event\":{}}",
          each.texts.get(each.texts.size() - 1));
    }
  }

  @Test
  void whatIsShownAllHear() {
    bob.command(1, "{\"play\":\"card-2\"}");
    node.run();
    node.live(3_000);
    all().forEach(each -> assertTrue(heard(each, "{\"played\":\"card-2\"}"), each.name));
    assertTrue(published.toString().contains("{\"played\":\"card-2\"}"));
  }

  @Test
  void whoFoundNoPlaceMayDoWhatTheGameLetsThemAndIsAnswered() {
    third.heard();
    third.command(1, "{\"cheer\":\"go\"}");
    node.run();
    assertEquals(List.of("event 5-6 n=1"), third.heard());
    all().stream()
        .filter(each -> each != late)
        .forEach(each -> assertTrue(heard(each, "{\"cheered\":\"go\"}"), each.name));
  }

  @Test
  void whatWasMissedHidesAsMuchAlsoOnTheNextNode() {
    ann.command(1, "{\"draw\":true}");
    ann.command(2, "{\"peek\":true}");
    node.run();
    all().forEach(each -> each.texts.clear());
    RoomStage heir = node.heir("node-2").claim(9);
    publish(heir);
    ann.reopen(heir, 9, "5-5", 0);
    for (Player each : List.of(bob, third, eve, late)) {
      each.reopen(heir, 9, "5-1", 0);
    }
    heir.run();
    heir.live(3_000);
    assertOnly(ann, "{\"drew\":\"card-3\"}");
    assertOnly(ann, "{\"peeked\":\"card-4\"}");
    assertOnly(bob, "card-2");
    ann.command(3, "{\"draw\":true}");
    heir.run();
    assertOnly(ann, "card-4");
  }
}

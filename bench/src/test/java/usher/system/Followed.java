package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Two play in a room of one node; a seat at the feeds of another hears what they hear. */
final class Followed implements AutoCloseable {
  private static final int SAID = 20;

  private final Player ann;
  private final Player bob;
  private final Player follower;
  private int number;

  Followed(House house, List<Player> atFeeds) {
    ann = Player.join(house.players(), "duel", "game=chat&publish=true&player=ann");
    follower =
        atFeeds.stream().filter(one -> !one.node().equals(ann.node())).findFirst().orElseThrow();
    follower.send("{\"subscribe\":\"room.duel\"}");
    follower.await("subscribed");
    bob = Player.join(house.players(), "duel", "player=bob");
  }

  /** The node that they play on. */
  String node() {
    return ann.node();
  }

  private void say() {
    for (int i = 0; i < SAID; i++) {
      ann.send("{\"say\":\"a" + number + "\"}");
      bob.send("{\"say\":\"b" + number + "\"}");
      number++;
    }
  }

  /** They talk: who follows them hears the same, in the same order. */
  void plays() {
    say();
    List<String> played = played(2 * SAID);
    assertEquals(played, followed(played.get(played.size() - 1)));
  }

  /**
   * The same while something happens to their node: what was under way may be missing to who
   * follows, and nothing else.
   */
  void playsWhile(Runnable happens) {
    say();
    happens.run();
    say();
    List<String> played = played(4 * SAID);
    // What comes after it is there, so all that will come of what came before it is.
    ann.send("{\"say\":\"over\"}");
    List<String> followed = followed(played(1).get(0));
    followed.remove(followed.size() - 1);
    assertEquals(followed, played.stream().filter(followed::contains).toList());
    int heardBefore = (int) played.stream().takeWhile(followed::contains).count();
    List<String> after = new ArrayList<>(played.subList(heardBefore, played.size()));
    after.removeIf(followed::contains);
    int missing = played.size() - followed.size();
    assertEquals(
        played.subList(heardBefore, heardBefore + missing), after, "missing are in one piece");
    assertTrue(missing <= 2 * SAID, missing + " are missing");
    System.out.println("played on while its node was killed: " + missing + " not published");
  }

  private List<String> played(int count) {
    List<String> played = new ArrayList<>();
    while (played.size() < count) {
      played.add(word(ann.await("words", frame -> frame.path("event").has("say"))));
    }
    return played;
  }

  private List<String> followed(String last) {
    List<String> followed = new ArrayList<>();
    while (!followed.contains(last)) {
      followed.add(
          word(
              follower
                  .await("words", frame -> frame.path("message").path("event").has("say"))
                  .path("message")));
    }
    return followed;
  }

  private static String word(JsonNode event) {
    return event.path("id").asText() + event.path("event");
  }

  @Override
  public void close() {
    ann.close();
    bob.close();
  }
}

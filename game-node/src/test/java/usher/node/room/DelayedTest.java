package usher.node.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.node.room.RoomStage.Player;
import usher.node.seat.SpokenEvent;

/** Who watches with a delay hears the same, later. */
class DelayedTest {
  private final RoomStage node = RoomStage.kept().claim(5);

  private Player late(String name, int seconds) {
    Player eve = Player.watching(name, seconds);
    eve.open(node, 5);
    node.run();
    return eve;
  }

  @Test
  void aQuietRoomIsShownAtOnceAndWhatComesIsHeardLate() {
    Player ann = node.seated("ann", 5);
    node.live(10_000);
    Player eve = late("eve", 10);
    assertEquals(List.of("welcome 5-1", "opened settled=0 count=1"), eve.heard());
    node.live(2_000);
    eve.heard();
    ann.says(1, "one");
    node.run();
    node.live(9_900);
    assertEquals(List.of(), eve.heard());
    node.live(200);
    assertEquals(List.of("event 5-2"), eve.heard());
  }

  @Test
  void aRoomWhereSomethingJustHappenedIsShownWhenThatIsOldEnough() {
    Player ann = node.seated("ann", 5);
    node.live(4_000);
    Player eve = late("eve", 10);
    assertEquals(List.of("answer 0", "opened settled=0 count=1"), eve.heard());
    ann.says(1, "one");
    node.run();
    node.live(5_900);
    assertEquals(List.of("volatile {\"type\":\"viewers\",\"count\":1}"), eve.heard());
    node.live(200);
    assertEquals(List.of("welcome 5-1"), eve.heard());
    node.live(4_000);
    assertEquals(List.of("event 5-2"), eve.heard());
  }

  @Test
  void framesThatAreNoEventsAreLateToo() {
    Player ann = new Player("token-of-ann", "ann");
    ann.game = "relay";
    ann.open(node, 5);
    node.run();
    node.live(2_000);
    Player eve = late("eve", 2);
    eve.heard();
    node.live(1_500);
    eve.heard();
    ann.command(0, "hello");
    node.live(1_900);
    assertEquals(List.of(), eve.heard());
    node.live(200);
    assertEquals(List.of("volatile hello"), eve.heard());
  }

  @Test
  void aDelayedSpectatorHearsTheSameEventsInTheSameOrder() {
    for (long seed = 1; seed <= 30; seed++) {
      history(seed);
    }
  }

  private static void history(long seed) {
    Random random = new Random(seed);
    RoomStage node = RoomStage.kept().claim(5);
    Player ann = node.seated("ann", 5);
    Player now = Player.watching("now", 0);
    now.open(node, 5);
    Player eve = Player.watching("eve", 1 + random.nextInt(5));
    eve.open(node, 5);
    node.run();
    List<String> prompt = new ArrayList<>(ids(now.heard(), 1));
    List<String> delayed = new ArrayList<>();
    long last = 0;
    long epoch = 5;
    long n = 0;
    for (int step = 0; step < 80; step++) {
      switch (random.nextInt(12)) {
        case 0 -> {
          eve.goes(false);
          String heard = last == 0 ? null : idOf(delayed, prompt, last);
          eve.reopen(node, epoch, heard, 0);
        }
        case 1 -> {
          eve.goes(false);
          node = node.heir("node-" + step).claim(epoch + 4);
          epoch += 4;
          ann.reopen(node, epoch, null, n);
          now.reopen(node, epoch, prompt.get(prompt.size() - 1), 0);
          eve.reopen(node, epoch, last == 0 ? null : idOf(delayed, prompt, last), 0);
          node.run();
        }
        case 2, 3, 4, 5, 6 -> ann.says(++n, "word " + n);
        default -> node.live(100 + random.nextInt(1_500));
      }
      node.run();
      prompt.addAll(ids(now.heard(), 0));
      last = take(seed, eve.heard(), delayed, last);
    }
    node.live(12_000);
    take(seed, eve.heard(), delayed, last);
    prompt.addAll(ids(now.heard(), 0));
    int from = prompt.indexOf(delayed.get(0));
    assertTrue(from >= 0, "seed " + seed + " " + delayed.get(0));
    assertEquals(prompt.subList(from, prompt.size()), delayed, "seed " + seed);
  }

  /** Adds what is new; a router leaves out what a seat has heard. */
  private static long take(long seed, List<String> heard, List<String> to, long last) {
    long top = last;
    for (String word : heard) {
      String[] parts = word.split(" ");
      EventId id = parts.length < 2 ? null : EventId.parse(parts[1]);
      boolean event = word.startsWith("event") || word.startsWith("missed");
      if (event && id != null && id.seq() > top) {
        assertTrue(to.isEmpty() || id.seq() == top + 1, "seed " + seed + ": " + word);
        to.add(parts[1]);
        top = id.seq();
      } else if (word.startsWith("welcome") && id != null) {
        assertTrue(to.isEmpty(), "seed " + seed + ": shown anew, " + word + " after " + top);
        to.add(parts[1]);
        top = id.seq();
      }
    }
    return top;
  }

  private static String idOf(List<String> delayed, List<String> prompt, long seq) {
    for (List<String> ids : List.of(delayed, prompt)) {
      for (String id : ids) {
        if (id.endsWith("-" + seq)) {
          return id;
        }
      }
    }
    throw new AssertionError("nobody heard " + seq);
  }

  private static List<String> ids(List<String> heard, int welcomes) {
    return heard.stream()
        .filter(
            word ->
                word.startsWith("event")
                    || word.startsWith("missed")
                    || (welcomes > 0 && word.startsWith("welcome")))
        .map(word -> word.split(" ")[1])
        .toList();
  }

  @Test
  void moreThanIsKeptMeansToBeShownAnewLater() {
    Player ann = node.seated("ann", 5);
    node.live(60_000);
    Player eve = late("eve", 60);
    eve.heard();
    for (int n = 1; n <= LateWords.MAX_WORDS + 1; n++) {
      ann.says(n, "word");
      if (n % 256 == 0) {
        node.run();
      }
    }
    node.run();
    node.live(59_000);
    assertEquals(List.of("volatile {\"type\":\"viewers\",\"count\":1}"), eve.heard());
    node.live(2_000);
    assertEquals("welcome 5-" + (LateWords.MAX_WORDS + 2), eve.heard().get(0));
  }

  @Test
  void framesLeaveRoomForEvents() {
    LateWords words = new LateWords();
    PlayerFrame frame = PlayerFrame.binary(new byte[LateWords.MAX_BYTES_WITH_FRAMES / 4]);
    for (int i = 0; i < 10; i++) {
      words.add(i, frame);
    }
    assertEquals(4, words.end());
    RoomEvent event = new RoomEvent(new EventId(5, 1), RoomEvent.Kind.GAME, "ann", "t", 0, "{}");
    assertTrue(words.add(11, event, new SpokenEvent(event)));
    words.dropBefore(3);
    words.add(12, frame);
    assertEquals(3, words.first());
    assertEquals(6, words.end());
    assertNotNull(words.at(4).event());
  }
}

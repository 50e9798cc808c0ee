package usher.node.feed.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.feed.RetainPattern;
import usher.common.feed.TopicName;

/**
 * Players come, go, subscribe and crash in any order, and Redis breaks in between: what must hold
 * after each step, and once all is quiet.
 */
class HubHistoryTest {
  private static final int HISTORIES = 50;
  private static final int STEPS = 300;
  private static final int TOPICS = 6;
  private static final Pattern FRAME =
      Pattern.compile(
          "\\{\"type\":\"(\\w+)\",(?:\"n\":(\\d+),)?\"topics?\":\\[?([^]}]*?)]?"
              + "(?:,\"message\":(\\d+))?(,\"retained\":true)?}");

  /** What a player may conclude from the frames alone. */
  private static final class Watcher {
    private final FakeFeedSeat seat;

    /** The number of the message heard last, by topic; absent where it is not subscribed. */
    private final Map<String, Integer> last = new HashMap<>();

    private final Set<String> gaps = new HashSet<>();

    Watcher(FakeFeedSeat seat) {
      this.seat = seat;
    }

    void look(Map<String, Integer> said) {
      for (String frame : seat.heard()) {
        Matcher matcher = FRAME.matcher(frame);
        if (!matcher.matches()) {
          continue;
        }
        String type = matcher.group(1);
        for (String quoted : matcher.group(3).split(",")) {
          String topic = quoted.replace("\"", "");
          switch (type) {
            case "subscribed" -> last.putIfAbsent(topic, -1);
            case "unsubscribed" -> last.remove(topic);
            case "gap" -> {
              last.putIfAbsent(topic, -1);
              gaps.add(topic);
            }
            default -> {
              if (matcher.group(5) == null) {
                hear(topic, Integer.parseInt(matcher.group(4)));
              }
            }
          }
        }
      }
      // Since subscribed was said, nothing may be missing: not what is said from now on.
      last.replaceAll((topic, heard) -> heard == -1 ? -2 - said.getOrDefault(topic, 0) : heard);
    }

    private void hear(String topic, int number) {
      Integer before = last.get(topic);
      if (before == null) {
        throw new AssertionError("a message of " + topic + ", which it does not hear");
      }
      boolean gap = gaps.remove(topic);
      int most = before < 0 ? -2 - before + 1 : before + 1;
      if (before >= 0 && number <= before) {
        throw new AssertionError("message " + number + " of " + topic + " after " + before);
      }
      if (!gap && before != -1 && number > most) {
        throw new AssertionError("message " + number + " of " + topic + " after " + (most - 1));
      }
      last.put(topic, number);
    }
  }

  private final Map<String, Integer> said = new HashMap<>();
  private final List<Watcher> seats = new ArrayList<>();
  private Random random = new Random(0);
  private Hub hub = new Hub("n", true, 1_000, new FeedCounts());
  private FakeRedis redis = new FakeRedis(hub.topics());

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void topicsAreSubscribedToOnceAndNothingIsMissedUntold(boolean retained) {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      try {
        history(seed, retained);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private void history(long seed, boolean retained) {
    random = new Random(seed);
    said.clear();
    seats.clear();
    hub = new Hub("n", true, 1_000, new FeedCounts());
    redis = new FakeRedis(hub.topics());
    if (retained) {
      hub.topics().retain(RetainPattern.list("*"));
    }
    hub.source(true, redis);
    List<FakeFeedLine> lines = List.of(new FakeFeedLine(), new FakeFeedLine());
    for (int step = 0; step < STEPS; step++) {
      step(lines);
    }
    redis.connect();
    redis.settle();
    seats.forEach(seat -> seat.look(said));
    for (int topic = 0; topic < TOPICS; topic++) {
      say("t" + topic);
    }
    redis.settle();
    Set<TopicName> heard = new HashSet<>();
    for (Watcher seat : seats) {
      seat.look(said);
      seat.last.forEach(
          (topic, number) -> {
            assertEquals(said.get(topic), number, "the last message of " + topic);
            heard.add(new TopicName(topic));
          });
    }
    assertEquals(heard, redis.subscribed());
    assertEquals(heard.size(), hub.topics().size());
    seats.forEach(seat -> hub.detach(seat.seat));
    redis.settle();
    assertEquals(Set.of(), redis.subscribed());
    assertEquals(0, hub.topics().size());
    assertEquals(0, lines.get(0).voices() + lines.get(1).voices());
  }

  private void step(List<FakeFeedLine> lines) {
    switch (random.nextInt(16)) {
      case 0, 1 -> {
        FakeFeedSeat seat = new FakeFeedSeat(lines.get(random.nextInt(2)));
        List<TopicName> returning =
            random.nextInt(4) == 0 ? List.of(new TopicName(topic())) : List.of();
        hub.open(seat, returning);
        seats.add(new Watcher(seat));
      }
      case 2 -> {
        if (!seats.isEmpty()) {
          hub.detach(seats.remove(random.nextInt(seats.size())).seat);
        }
      }
      case 3, 4, 5 -> ask("{\"subscribe\":\"" + topic() + "\"}");
      case 6, 7 -> ask("{\"unsubscribe\":\"" + topic() + "\"}");
      case 8 -> ask("{\"subscribe\":[\"" + topic() + "\",\"" + topic() + "\"]}");
      case 9 -> ask("{\"unsubscribe\":\"" + topic() + "\",\"subscribe\":\"" + topic() + "\"}");
      case 10, 11 -> say(topic());
      case 12 -> {
        if (random.nextInt(8) == 0) {
          redis.breakOff();
        }
        redis.connect();
      }
      case 13 -> redis.carryOut();
      default -> redis.tell();
    }
    seats.forEach(seat -> seat.look(said));
  }

  private void ask(String command) {
    if (!seats.isEmpty()) {
      seats.get(random.nextInt(seats.size())).seat.ask(hub, command);
    }
  }

  private String topic() {
    return "t" + random.nextInt(TOPICS);
  }

  private void say(String topic) {
    int number = said.merge(topic, 1, Integer::sum);
    byte[] text = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    var frame = FeedFrames.message(new TopicName(topic), text);
    if (frame != null) {
      redis.say(new TopicName(topic), frame);
    }
  }
}

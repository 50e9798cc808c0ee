package usher.node.feed.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import usher.common.feed.TopicName;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.node.feed.Feeds;
import usher.node.feed.hub.FeedLine;
import usher.node.feed.hub.FeedSeatLine;
import usher.node.feed.hub.TopicVoice;

/**
 * A seat with a line of its own, which checks what it is told: messages of a topic are numbered,
 * and none may be missing without a gap. Any thread.
 */
final class Listener implements FeedSeatLine, FeedLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Feeds feeds;
  private final Map<String, Long> last = new HashMap<>();
  private final Set<String> gaps = new HashSet<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private long asked;
  private long answered;
  private int gapsTold;

  private Listener(Feeds feeds) {
    this.feeds = feeds;
  }

  static Listener at(Feeds feeds) {
    Listener listener = new Listener(feeds);
    if (!feeds.open(listener, List.of())) {
      throw new AssertionError("the hub is too busy");
    }
    return listener;
  }

  synchronized void ask(String command) {
    if (!feeds.command(this, ++asked, command.getBytes(StandardCharsets.UTF_8))) {
      throw new AssertionError("the hub is too busy");
    }
  }

  void leave() {
    feeds.detach(this);
  }

  synchronized boolean isAnswered() {
    return answered == asked;
  }

  /** The topics it hears, as it was told. */
  synchronized Set<String> topics() {
    return new TreeSet<>(last.keySet());
  }

  /** The number of the message of a topic that was heard last. */
  synchronized long last(String topic) {
    return last.getOrDefault(topic, -1L);
  }

  synchronized List<String> wrong() {
    return List.copyOf(wrong);
  }

  synchronized List<String> heard() {
    return List.copyOf(heard);
  }

  synchronized int gapsTold() {
    return gapsTold;
  }

  private synchronized void hear(PlayerFrame frame) {
    JsonNode json;
    try {
      json = JSON.readTree(frame.toString());
    } catch (JsonProcessingException e) {
      throw new AssertionError(frame.toString(), e);
    }
    heard.add(frame.toString());
    String topic = json.path("topic").asText();
    switch (json.path("type").asText()) {
      case "subscribed" -> json.path("topics").forEach(t -> last.putIfAbsent(t.asText(), 0L));
      case "unsubscribed" -> json.path("topics").forEach(t -> last.remove(t.asText()));
      case "gap" -> {
        gaps.add(topic);
        gapsTold++;
      }
      case "message" -> {
        if (!json.path("retained").asBoolean()) {
          message(topic, json.path("message").asLong());
        }
      }
      default -> {}
    }
  }

  private void message(String topic, long number) {
    Long before = last.get(topic);
    boolean gap = gaps.remove(topic);
    if (before == null) {
      wrong.add("a message of " + topic + ", which it does not hear");
    } else if (number <= before || (!gap && before > 0 && number != before + 1)) {
      wrong.add("message " + number + " of " + topic + " after " + before);
    }
    last.put(topic, number);
  }

  @Override
  public FeedLine line() {
    return this;
  }

  @Override
  public TopicVoice voice(TopicName topic) {
    return new TopicVoice() {
      @Override
      public void message(PlayerFrame frame) {
        hear(frame);
      }

      @Override
      public void gap(PlayerFrame frame) {
        hear(frame);
      }

      @Override
      public void end() {}
    };
  }

  @Override
  public synchronized void answer(long n, PlayerFrame frame) {
    hear(frame);
    answered = Math.max(n, answered);
  }

  @Override
  public void listen(TopicVoice voice) {}

  @Override
  public void unlisten(TopicVoice voice) {}

  @Override
  public void forgo(TopicName topic) {}

  @Override
  public void close(CloseReason reason, int retryAfterSeconds) {
    throw new AssertionError(reason.word());
  }

  @Override
  public void taken(int bytes) {}
}

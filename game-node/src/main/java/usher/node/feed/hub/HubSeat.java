package usher.node.feed.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.feed.TopicName;

/** A seat at feeds: what it hears, waits for, and asked. Owned by the {@link Hub}. */
final class HubSeat {
  /** A command that waits for those before it. */
  static final class Asked {
    private final long n;
    private final byte[] text;

    Asked(long n, byte[] text) {
      this.n = n;
      this.text = text;
    }

    long n() {
      return n;
    }

    byte[] text() {
      return text;
    }
  }

  /** A command that waits for its topics to be live. */
  record Awaited(long n, FeedCommand command, List<Topic> topics) {}

  private final FeedSeatLine line;
  private final Map<TopicName, Topic> heard = new HashMap<>();
  private final Set<Topic> returning = new HashSet<>();
  private final ArrayDeque<Asked> asked = new ArrayDeque<>(2);
  private @Nullable Awaited awaited;
  private long lastN;

  HubSeat(FeedSeatLine line) {
    this.line = line;
  }

  FeedSeatLine line() {
    return line;
  }

  /** The topics it hears. */
  Map<TopicName, Topic> heard() {
    return heard;
  }

  /** The topics it heard on another node, and does not yet here. */
  Set<Topic> returning() {
    return returning;
  }

  /** Takes a command in; false if its number is not above the last one's. */
  boolean ask(long n, byte[] text) {
    if (n <= lastN) {
      return false;
    }
    lastN = n;
    asked.add(new Asked(n, text));
    return true;
  }

  /** The next command, if none before it waits; null where there is none. */
  @Nullable Asked next() {
    return awaited == null ? asked.poll() : null;
  }

  /** The next command, which nobody carries out any more; null where there is none. */
  @Nullable Asked drop() {
    return asked.poll();
  }

  @Nullable Awaited awaited() {
    return awaited;
  }

  void await(@Nullable Awaited command) {
    awaited = command;
  }

  /** Whether it has, or wants, this topic. */
  boolean wants(Topic topic) {
    Awaited now = awaited;
    return heard.containsKey(topic.name())
        || returning.contains(topic)
        || (now != null && now.topics().contains(topic));
  }

  /** All that it hears or waits for. */
  List<Topic> all() {
    Set<Topic> all = new HashSet<>(heard.values());
    all.addAll(returning);
    if (awaited != null) {
      all.addAll(awaited.topics());
    }
    return new ArrayList<>(all);
  }
}

package usher.node.feed.hub;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import usher.common.feed.RetainPattern;
import usher.common.feed.TopicName;
import usher.common.player.PlayerFrame;

/**
 * The topics of a {@link Hub}, and what the node is to each in Redis, which {@link #settle} alone
 * changes: one command of a topic is under way at a time, and none that would change nothing.
 */
public final class TopicTable {
  private final FeedCounts counts;
  private final BiConsumer<Topic, HubSeat> onLive;
  private final Map<TopicName, Topic> topics = new HashMap<>();
  private List<RetainPattern> retained = List.of();
  private boolean acrossNodes;
  private @Nullable FeedSource source;
  private long connection;
  private long asks;

  /**
   * @param onLive told of each seat that waited for a topic which is live now
   */
  TopicTable(boolean acrossNodes, FeedCounts counts, BiConsumer<Topic, HubSeat> onLive) {
    this.acrossNodes = acrossNodes;
    this.counts = counts;
    this.onLive = onLive;
  }

  int size() {
    return topics.size();
  }

  /** Whether messages of other nodes are heard. */
  boolean acrossNodes() {
    return acrossNodes;
  }

  @Nullable Topic find(TopicName name) {
    return topics.get(name);
  }

  /** How many topics there would be with these. */
  int sizeWith(Iterable<TopicName> names) {
    int size = topics.size();
    for (TopicName name : names) {
      size += topics.containsKey(name) ? 0 : 1;
    }
    return size;
  }

  /** The topic of a name; who takes one says that somebody wants it, and settles it. */
  Topic topic(TopicName name) {
    return topics.computeIfAbsent(name, Topic::new);
  }

  /** Does what is to be done next for a topic, now that what it is, or who wants it, changed. */
  void settle(Topic topic) {
    if (topics.get(topic.name()) != topic) {
      // It is no more: what came before in this very turn settled that.
      return;
    }
    if (!acrossNodes) {
      if (!topic.isWanted()) {
        topics.remove(topic.name());
      } else if (!topic.isLive()) {
        begin(topic);
      }
      return;
    }
    FeedSource from = source;
    if (from == null || connection == 0) {
      if (!topic.isWanted()) {
        topics.remove(topic.name());
      }
    } else if (topic.wire() == Topic.Wire.OUT && topic.isWanted()) {
      topic.wire(Topic.Wire.ENTERING);
      counts.add(FeedCount.SUBSCRIBES, 1);
      from.subscribe(connection, topic.name());
    } else if (topic.wire() == Topic.Wire.OUT) {
      topics.remove(topic.name());
    } else if (topic.wire() == Topic.Wire.IN && !topic.isWanted()) {
      topic.suspend();
      topic.wire(Topic.Wire.LEAVING);
      counts.add(FeedCount.UNSUBSCRIBES, 1);
      from.unsubscribe(connection, topic.name());
    }
  }

  /** The topic is live: whoever waits for it, and for nothing else, is told. */
  private void begin(Topic topic) {
    if (topic.begin()) {
      counts.add(FeedCount.GAPS, topic.gap());
      PlayerFrame last = topic.last();
      if (last != null) {
        topic.message(FeedFrames.retained(last));
      }
    }
    for (HubSeat seat : topic.waiting()) {
      onLive.accept(topic, seat);
    }
  }

  private boolean isRetained(TopicName topic) {
    return retained.stream().anyMatch(pattern -> pattern.matches(topic));
  }

  /** Messages come from here from now on; see {@link Hub#source}. */
  void source(boolean across, @Nullable FeedSource from) {
    broke();
    source = from;
    acrossNodes = across;
    List.copyOf(topics.values()).forEach(this::settle);
  }

  /** The last messages of these topics are kept. */
  public void retain(List<RetainPattern> patterns) {
    retained = List.copyOf(patterns);
  }

  /**
   * The source is connected.
   *
   * @param number one above 0 that no connection of it had before
   */
  public void connected(long number) {
    connection = number;
    List.copyOf(topics.values()).forEach(this::settle);
  }

  /** The source's connection broke: nothing is subscribed to any more. */
  public void broke() {
    if (connection != 0) {
      counts.add(FeedCount.BROKE, 1);
    }
    connection = 0;
    for (Topic topic : List.copyOf(topics.values())) {
      topic.suspend();
      topic.wire(Topic.Wire.OUT);
      if (!topic.isWanted()) {
        topics.remove(topic.name());
      }
    }
  }

  /** A SUBSCRIBE is confirmed. */
  public void subscribed(TopicName name) {
    Topic topic = topics.get(name);
    if (topic == null || topic.wire() != Topic.Wire.ENTERING) {
      return;
    }
    topic.wire(Topic.Wire.IN);
    FeedSource from = source;
    if (!topic.isWanted() || from == null) {
      settle(topic);
    } else if (isRetained(name)) {
      topic.ask(++asks);
      from.fetch(asks, name);
    } else {
      begin(topic);
    }
  }

  /** An UNSUBSCRIBE is confirmed. */
  public void unsubscribed(TopicName name) {
    Topic topic = topics.get(name);
    if (topic != null && topic.wire() == Topic.Wire.LEAVING) {
      topic.wire(Topic.Wire.OUT);
      settle(topic);
    }
  }

  /**
   * The last message of a topic, as it was asked for.
   *
   * @param message null where none is known
   */
  public void fetched(long ask, TopicName name, @Nullable PlayerFrame message) {
    Topic topic = topics.get(name);
    if (topic != null && topic.ask() == ask) {
      topic.last(message);
      begin(topic);
    }
  }

  /** A message was published. */
  public void message(TopicName name, PlayerFrame message) {
    Topic topic = topics.get(name);
    if (topic == null) {
      return;
    }
    counts.add(FeedCount.MESSAGES_IN, 1);
    if (!topic.isLive() && topic.wire() == Topic.Wire.IN) {
      // It is newer than the last message that is being asked for.
      begin(topic);
    }
    if (topic.isLive()) {
      counts.add(FeedCount.MESSAGES_OUT, topic.message(message));
      topic.last(isRetained(name) ? message : null);
    }
  }

  /** A message was published that nobody is told: it was too long, no text, or one too many. */
  public void missed(TopicName name) {
    Topic topic = topics.get(name);
    if (topic != null) {
      topic.last(null);
      if (topic.isLive()) {
        counts.add(FeedCount.GAPS, topic.gap());
      }
    }
  }

  /** A room of this node publishes. */
  public void publish(TopicName name, byte[] message) {
    FeedSource to = source;
    if (to != null) {
      to.publish(name, message);
      return;
    }
    counts.add(FeedCount.PUBLISHED, 1);
    PlayerFrame frame = FeedFrames.message(name, message);
    if (frame == null) {
      missed(name);
    } else {
      message(name, frame);
    }
  }
}

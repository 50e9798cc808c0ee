package usher.common.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.feed.TopicName;
import usher.common.room.NamePattern;

/**
 * A router seats a player at a node's feeds, or seats them again.
 *
 * @param player what the player wants to be called; null for nothing
 * @param topics what the seat listened to before its node was lost, each once; none at first
 * @param permitted what the seat may listen to; null for everything
 */
public record FeedOpen(
    @Nullable String player, List<TopicName> topics, @Nullable List<NamePattern> permitted) {
  /** The most patterns that say what a seat may listen to. */
  public static final int MAX_PERMITTED = 32;

  public FeedOpen {
    topics = List.copyOf(topics);
    permitted = permitted == null ? null : List.copyOf(permitted);
  }

  /** An open of a seat that may listen to everything. */
  public FeedOpen(@Nullable String player, List<TopicName> topics) {
    this(player, topics, null);
  }

  /** Whether the seat may listen to a topic. */
  public boolean permits(TopicName topic) {
    return permitted == null
        || permitted.stream().anyMatch(pattern -> pattern.matches(topic.value()));
  }
}

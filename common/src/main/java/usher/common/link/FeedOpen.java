package usher.common.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.feed.TopicName;

/**
 * A router seats a player at a node's feeds, or seats them again.
 *
 * @param player what the player wants to be called; null for nothing
 * @param topics what the seat listened to before its node was lost, each once; none at first
 */
public record FeedOpen(@Nullable String player, List<TopicName> topics) {
  public FeedOpen {
    topics = List.copyOf(topics);
  }
}

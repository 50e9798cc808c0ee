package usher.node.feed.hub;

import usher.common.feed.TopicName;

/** A connection with seats at feeds: a link, or a player's own socket. On {@code feed-hub}. */
public interface FeedLine {
  /** The first of the line's seats is about to hear this topic. */
  TopicVoice voice(TopicName topic);
}

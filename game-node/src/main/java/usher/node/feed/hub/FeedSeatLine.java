package usher.node.feed.hub;

import usher.common.feed.TopicName;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;

/** One open of a seat at feeds, as its connection takes words for it. On {@code feed-hub}. */
public interface FeedSeatLine {
  /** The connection that it is on. */
  FeedLine line();

  /**
   * A frame for this seat alone.
   *
   * @param n the command that is answered by it; 0 for none
   */
  void answer(long n, PlayerFrame frame);

  /** The seat hears a topic from now on. */
  void listen(TopicVoice voice);

  /** The seat hears a topic no more. */
  void unlisten(TopicVoice voice);

  /** The seat does not want a topic any more that it came with, and did not hear here yet. */
  void forgo(TopicName topic);

  /**
   * Whether its player may hear a topic: the router's ticket for it says so, where there is one.
   */
  default boolean permits(TopicName topic) {
    return true;
  }

  /** The seat is refused, or ended: nothing is said to it after that. */
  void close(CloseReason reason, int retryAfterSeconds);

  /** A command of so many bytes waits no more. */
  void taken(int bytes);
}

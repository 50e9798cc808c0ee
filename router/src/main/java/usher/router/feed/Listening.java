package usher.router.feed;

import org.jspecify.annotations.Nullable;
import usher.common.feed.TopicName;

/** A seat's wish to hear a topic, from when a node took it to when one gave it up. On the loop. */
final class Listening {
  final FeedSeat seat;
  final TopicName topic;

  /** By which it hears the topic; null while it does not. */
  @Nullable TopicGroup group;

  /** Its place in the group's list. */
  int index;

  Listening(FeedSeat seat, TopicName topic) {
    this.seat = seat;
    this.topic = topic;
  }
}

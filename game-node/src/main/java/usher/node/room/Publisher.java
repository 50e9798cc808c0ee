package usher.node.room;

import usher.common.feed.TopicName;

/**
 * Where rooms that publish say what happens in them, once it is kept. Called on room loops; must
 * not block.
 */
public interface Publisher {
  /** Nobody listens. */
  Publisher NOBODY = (topic, message) -> {};

  /**
   * Says something on a topic, in order.
   *
   * @param message UTF-8, the publisher's from now on; not to be changed
   */
  void publish(TopicName topic, byte[] message);
}

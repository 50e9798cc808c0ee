package usher.node.room;

import usher.common.room.RoomId;

/**
 * Where rooms that publish say what happens in them, once it is kept. Called on room loops; must
 * not block.
 */
public interface Publisher {
  /** What the topic of a room begins with; its id follows. */
  String TOPIC_PREFIX = "room.";

  /** The longest topic, in characters: a room of a longer id does not publish. */
  int MAX_TOPIC_LENGTH = 128;

  /** Nobody listens. */
  Publisher NOBODY = (topic, message) -> {};

  /**
   * Says something on a topic, in order.
   *
   * @param message UTF-8, the publisher's from now on; not to be changed
   */
  void publish(String topic, byte[] message);

  /** The topic of a room. */
  static String topic(RoomId room) {
    return TOPIC_PREFIX + room.value();
  }
}

package usher.common.feed;

import usher.common.room.RoomId;

/**
 * The name of a topic: 1 to 128 of {@code A-Z a-z 0-9 . _ ~ -}, by the rule of room ids, since it
 * stands in a URL as they do.
 *
 * @param value the name as players and publishers say it
 */
public record TopicName(String value) implements Comparable<TopicName> {
  /** The longest name, in characters. */
  public static final int MAX_LENGTH = RoomId.MAX_LENGTH;

  /** What a valid name is, for the message of an error. */
  public static final String RULE = RoomId.RULE + ", but not . or ..";

  private static final String ROOM_PREFIX = "room.";

  /**
   * @throws IllegalArgumentException if the value is no valid name; the message says what is
   */
  public TopicName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a topic is " + RULE);
    }
  }

  /** Whether these characters name a topic. */
  public static boolean isValid(CharSequence text) {
    return RoomId.isValid(text);
  }

  /** Whether a room's id is short enough for {@link #ofRoom}. */
  public static boolean hasRoomFor(RoomId room) {
    return ROOM_PREFIX.length() + room.value().length() <= MAX_LENGTH;
  }

  /**
   * The topic that a room publishes its events to.
   *
   * @throws IllegalArgumentException if the room's id is so long that its topic has no valid name
   */
  public static TopicName ofRoom(RoomId room) {
    return new TopicName(ROOM_PREFIX + room.value());
  }

  @Override
  public int compareTo(TopicName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

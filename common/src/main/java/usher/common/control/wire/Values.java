package usher.common.control.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.control.Capacity;
import usher.common.control.ControlLimits;
import usher.common.control.HeldRoom;
import usher.common.control.NodeId;
import usher.common.feed.FeedLimits;
import usher.common.feed.RetainPattern;
import usher.common.net.HostPort;
import usher.common.room.RoomId;

/** The values that several messages have in common. */
final class Values {
  private Values() {}

  static RoomId room(JsonFields fields, String name) throws ControlFormatException {
    String text = fields.text(name);
    if (!RoomId.isValid(text)) {
      throw JsonFields.badField(fields.path() + name + " is a room id: " + RoomId.RULE);
    }
    return new RoomId(text);
  }

  static String nodeIdText(JsonFields fields, String name) throws ControlFormatException {
    String text = fields.text(name);
    if (!NodeId.isValid(text)) {
      throw JsonFields.badField(fields.path() + name + " is " + NodeId.RULE);
    }
    return text;
  }

  static long epoch(JsonFields fields) throws ControlFormatException {
    return fields.whole("epoch", 1, ControlLimits.MAX_NUMBER);
  }

  /** All that a room is; null where it is not said. */
  static @Nullable String snapshot(JsonFields fields) throws ControlFormatException {
    return fields.has("snapshot")
        ? fields.longText("snapshot", ControlLimits.MAX_SNAPSHOT_LENGTH)
        : null;
  }

  /** Patterns of topics. */
  static List<RetainPattern> patterns(JsonFields fields, String name)
      throws ControlFormatException {
    List<RetainPattern> patterns = new ArrayList<>();
    for (String text : fields.texts(name, FeedLimits.MAX_RETAIN_PATTERNS)) {
      if (!RetainPattern.isValid(text)) {
        throw JsonFields.badField(
            fields.path() + name + " are patterns of topics: " + RetainPattern.RULE);
      }
      patterns.add(new RetainPattern(text));
    }
    return patterns;
  }

  /** Rooms with their epochs, none twice. */
  static List<HeldRoom> heldRooms(JsonFields fields, String name) throws ControlFormatException {
    return rooms(fields, name, false);
  }

  /** Rooms whose epoch is 1 where it is absent: a node that no place reaches knows none. */
  static List<HeldRoom> servedRooms(JsonFields fields, String name) throws ControlFormatException {
    return rooms(fields, name, true);
  }

  private static List<HeldRoom> rooms(JsonFields fields, String name, boolean epochOptional)
      throws ControlFormatException {
    List<JsonFields> entries = fields.objects(name, Capacity.MAX_ROOMS);
    List<HeldRoom> rooms = new ArrayList<>(entries.size());
    Set<RoomId> seen = new HashSet<>(entries.size() * 2);
    for (JsonFields entry : entries) {
      boolean without = epochOptional && !entry.has("epoch");
      HeldRoom room =
          new HeldRoom(room(entry, "room"), without ? 1 : epoch(entry), entry.flag("released"));
      if (!seen.add(room.room())) {
        throw JsonFields.badField(entry.path() + "room names '" + room.room() + "' twice");
      }
      rooms.add(room);
    }
    return rooms;
  }

  static HostPort address(JsonFields fields, String name) throws ControlFormatException {
    String text = fields.text(name);
    HostPort address;
    try {
      address = HostPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw JsonFields.badField(fields.path() + name + ": " + e.getMessage());
    }
    if (address.port() == 0) {
      throw JsonFields.badField(fields.path() + name + " has a port of 1 to 65535, not 0");
    }
    return address;
  }

  /** A word of an enum, in lower case on the wire. */
  static <E extends Enum<E>> E word(JsonFields fields, String name, Class<E> type, E absent)
      throws ControlFormatException {
    String text = fields.optionalText(name);
    if (text == null) {
      return absent;
    }
    List<String> words = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      if (word(value).equals(text)) {
        return value;
      }
      words.add(word(value));
    }
    throw JsonFields.badField(fields.path() + name + " is one of " + String.join(", ", words));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

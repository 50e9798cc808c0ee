package usher.common.control.wire;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.control.Capacity;
import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.Upstream;

/** From the fields of a JSON object to what a node said. */
final class NodeMessageReader {
  static final String TYPES = "register, heartbeat, opened, closed, released, stale, goodbye";

  /** Ten minutes: a loop that is later than that is no later for being exact. */
  private static final double MAX_LAG_MS = 600_000;

  /** A node that is twice as full as full may say so. */
  private static final double MAX_LOAD = 2;

  private NodeMessageReader() {}

  static NodeMessage read(JsonFields fields) throws ControlFormatException {
    String type = fields.text("type");
    return switch (type) {
      case "register" -> register(fields, Values.nodeIdText(fields, "node"));
      case "heartbeat" -> heartbeat(fields, count(fields, "rooms", Capacity.MAX_ROOMS));
      case "opened" -> new NodeMessage.Opened(Values.room(fields, "room"), Values.epoch(fields));
      case "closed" -> new NodeMessage.Closed(Values.room(fields, "room"), Values.epoch(fields));
      case "released" ->
          new NodeMessage.Released(
              Values.room(fields, "room"), Values.epoch(fields), Values.snapshot(fields));
      case "stale" -> new NodeMessage.Stale(Values.room(fields, "room"), placement(fields));
      case "goodbye" -> new NodeMessage.Goodbye();
      default -> throw JsonFields.badField("type is one of " + TYPES);
    };
  }

  /** A heartbeat and a registration in one, with the node's id from the path. */
  static NodeReport report(NodeId node, JsonFields fields) throws ControlFormatException {
    String type = fields.optionalText("type");
    if (type != null && !type.equals("heartbeat")) {
      throw JsonFields.badField("type is heartbeat, or absent");
    }
    String named = fields.optionalText("node");
    if (named != null && !named.equals(node.value())) {
      throw JsonFields.badField("node is the id in the path, '" + node + "', or absent");
    }
    if (fields.flag("reportsRooms")) {
      throw JsonFields.badField(
          "reportsRooms is false over plain HTTP, which has no opened and closed");
    }
    if (fields.flag("journal")) {
      throw JsonFields.badField("journal is false over plain HTTP, which has no place");
    }
    boolean listed = fields.isArray("rooms");
    List<HeldRoom> held = listed ? Values.servedRooms(fields, "rooms") : List.of();
    int rooms = listed ? held.size() : count(fields, "rooms", Capacity.MAX_ROOMS);
    return new NodeReport(register(fields, node.value(), held), heartbeat(fields, rooms));
  }

  private static NodeMessage.Register register(JsonFields fields, String node)
      throws ControlFormatException {
    version(fields);
    return register(fields, node, Values.heldRooms(fields, "rooms"));
  }

  private static NodeMessage.Register register(JsonFields fields, String node, List<HeldRoom> rooms)
      throws ControlFormatException {
    version(fields);
    JsonFields capacity = fields.object("capacity");
    return new NodeMessage.Register(
        new Incarnation(new NodeId(node), Values.nodeIdText(fields, "incarnation")),
        orEmpty(fields.optionalText("version")),
        Values.address(fields, "address"),
        Values.word(fields, "upstream", Upstream.class, Upstream.TUNNEL),
        new Capacity(
            (int) capacity.whole("rooms", 1, Capacity.MAX_ROOMS),
            (int) capacity.whole("seats", 1, Capacity.MAX_SEATS)),
        labels(fields),
        fields.flag("reportsRooms"),
        fields.flag("tls"),
        fields.flag("journal"),
        rooms);
  }

  private static void version(JsonFields fields) throws ControlFormatException {
    try {
      fields.whole("protocol", ControlLimits.PROTOCOL_VERSION, ControlLimits.PROTOCOL_VERSION);
    } catch (ControlFormatException e) {
      throw new ControlFormatException(
          ControlRefusal.WRONG_VERSION,
          "protocol is "
              + ControlLimits.PROTOCOL_VERSION
              + ", the version that this router speaks");
    }
  }

  private static Map<String, String> labels(JsonFields fields) throws ControlFormatException {
    if (!fields.has("labels")) {
      return Map.of();
    }
    JsonFields labels = fields.object("labels");
    if (labels.size() > ControlLimits.MAX_LABELS) {
      throw JsonFields.badField("labels has at most " + ControlLimits.MAX_LABELS + " entries");
    }
    Map<String, String> map = new HashMap<>();
    for (Iterator<String> names = labels.names(); names.hasNext(); ) {
      String name = names.next();
      if (name.isEmpty() || !name.equals(Texts.printable(name))) {
        throw JsonFields.badField(
            "labels has a name that is empty, longer than "
                + ControlLimits.MAX_TEXT_LENGTH
                + " characters or has control characters");
      }
      map.put(name, labels.text(name));
    }
    return map;
  }

  private static NodeMessage.Heartbeat heartbeat(JsonFields fields, int rooms)
      throws ControlFormatException {
    return new NodeMessage.Heartbeat(
        fields.whole("number", 1, ControlLimits.MAX_NUMBER),
        Values.word(fields, "health", Health.class, Health.READY),
        fields.optionalText("reason"),
        rooms,
        count(fields, "seats", Capacity.MAX_SEATS),
        fields.number("cpu", 1, 0),
        fields.number("loopLagMs", MAX_LAG_MS, 0),
        load(fields),
        placement(fields));
  }

  private static @Nullable Double load(JsonFields fields) throws ControlFormatException {
    return fields.has("load") ? fields.number("load", MAX_LOAD, 0) : null;
  }

  private static long placement(JsonFields fields) throws ControlFormatException {
    return fields.whole("placement", 0, ControlLimits.MAX_NUMBER);
  }

  private static int count(JsonFields fields, String name, int max) throws ControlFormatException {
    return (int) fields.whole(name, 0, max);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}

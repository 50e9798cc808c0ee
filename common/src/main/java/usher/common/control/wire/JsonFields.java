package usher.common.control.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;

/**
 * The fields of one JSON object, asked for by name and kind. Whatever is not as asked for is
 * refused with the field's name; {@code null} counts as absent.
 *
 * @param path where the object stands in its message, as a prefix of its fields' names
 */
record JsonFields(ObjectNode object, String path) {

  static ControlFormatException badField(String sentence) {
    return new ControlFormatException(ControlRefusal.BAD_FIELD, sentence);
  }

  boolean has(String name) {
    return optional(name) != null;
  }

  /** A text of printable characters within the limit. */
  String text(String name) throws ControlFormatException {
    JsonNode node = required(name, "a text");
    if (!node.isTextual()) {
      throw badField(path + name + " is a text, not " + kind(node));
    }
    String text = node.textValue();
    if (text.length() > ControlLimits.MAX_TEXT_LENGTH) {
      throw badField(path + name + " has at most " + ControlLimits.MAX_TEXT_LENGTH + " characters");
    }
    if (!Texts.isPrintable(text)) {
      throw badField(path + name + " has no control characters");
    }
    return text;
  }

  /** A text of at most so many characters, whichever they are. */
  String longText(String name, int max) throws ControlFormatException {
    JsonNode node = required(name, "a text");
    if (!node.isTextual() || node.textValue().length() > max) {
      throw badField(path + name + " is a text of at most " + max + " characters");
    }
    return node.textValue();
  }

  @Nullable String optionalText(String name) throws ControlFormatException {
    return has(name) ? text(name) : null;
  }

  /** A whole number from {@code min} to {@code max}, both included. */
  long whole(String name, long min, long max) throws ControlFormatException {
    JsonNode node = required(name, "a whole number");
    if (!node.isIntegralNumber() || !node.canConvertToLong() || outside(node, min, max)) {
      throw badField(path + name + " is a whole number, " + min + " to " + max);
    }
    return node.longValue();
  }

  long optionalWhole(String name, long min, long max, long absent) throws ControlFormatException {
    return has(name) ? whole(name, min, max) : absent;
  }

  /** A number from 0 to {@code max}, both included; the default where it is absent. */
  double number(String name, double max, double absent) throws ControlFormatException {
    JsonNode node = optional(name);
    if (node == null) {
      return absent;
    }
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= 0 && value <= max)) {
      throw badField(path + name + " is a number, 0 to " + plain(max));
    }
    return value;
  }

  boolean flag(String name) throws ControlFormatException {
    JsonNode node = optional(name);
    if (node != null && !node.isBoolean()) {
      throw badField(path + name + " is true or false, not " + kind(node));
    }
    return node != null && node.booleanValue();
  }

  JsonFields object(String name) throws ControlFormatException {
    JsonNode node = required(name, "an object");
    if (!(node instanceof ObjectNode inner)) {
      throw badField(path + name + " is an object, not " + kind(node));
    }
    return new JsonFields(inner, path + name + ".");
  }

  /** The texts of an array; none where it is absent. */
  List<String> texts(String name, int max) throws ControlFormatException {
    ArrayNode array = array(name, max);
    List<String> entries = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      if (!array.get(i).isTextual()) {
        throw badField(path + name + "[" + i + "] is a text, not " + kind(array.get(i)));
      }
      entries.add(array.get(i).textValue());
    }
    return entries;
  }

  private ArrayNode array(String name, int max) throws ControlFormatException {
    JsonNode node = optional(name);
    if (node == null) {
      return JsonText.MAPPER.createArrayNode();
    }
    if (!(node instanceof ArrayNode array)) {
      throw badField(path + name + " is an array, not " + kind(node));
    }
    if (array.size() > max) {
      throw badField(path + name + " has at most " + max + " entries");
    }
    return array;
  }

  /** The objects of an array; none where it is absent. */
  List<JsonFields> objects(String name, int max) throws ControlFormatException {
    ArrayNode array = array(name, max);
    List<JsonFields> entries = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      String at = path + name + "[" + i + "]";
      if (!(array.get(i) instanceof ObjectNode entry)) {
        throw badField(at + " is an object, not " + kind(array.get(i)));
      }
      entries.add(new JsonFields(entry, at + "."));
    }
    return entries;
  }

  boolean isArray(String name) {
    return optional(name) instanceof ArrayNode;
  }

  int size() {
    return object.size();
  }

  Iterator<String> names() {
    return object.fieldNames();
  }

  private @Nullable JsonNode optional(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private JsonNode required(String name, String what) throws ControlFormatException {
    JsonNode node = optional(name);
    if (node == null) {
      throw badField(path + name + " is missing: " + what);
    }
    return node;
  }

  private static boolean outside(JsonNode node, long min, long max) {
    return node.longValue() < min || node.longValue() > max;
  }

  private static String kind(JsonNode node) {
    return "of type " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String plain(double max) {
    return max == Math.rint(max) ? Long.toString((long) max) : Double.toString(max);
  }
}

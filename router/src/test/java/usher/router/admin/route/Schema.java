package usher.router.admin.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** As much of JSON Schema as our OpenAPI document uses. */
final class Schema {
  private final JsonNode document;

  Schema(JsonNode document) {
    this.document = document;
  }

  /** What is wrong with a value; empty for nothing. */
  List<String> wrong(JsonNode value, JsonNode schema) {
    List<String> wrong = new ArrayList<>();
    check("$", value, schema, wrong);
    return wrong;
  }

  private void check(String at, JsonNode value, JsonNode schema, List<String> wrong) {
    if (schema.has("$ref")) {
      check(at, value, document.at(schema.get("$ref").asText().substring(1)), wrong);
      return;
    }
    if (schema.has("anyOf")) {
      for (JsonNode each : schema.get("anyOf")) {
        if (wrong(value, each).isEmpty()) {
          return;
        }
      }
      wrong.add(at + " is none of anyOf: " + value);
      return;
    }
    if (!isOfType(value, schema.path("type"))) {
      wrong.add(at + " is no " + schema.path("type") + ": " + value);
      return;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      wrong.add(at + " is none of " + schema.get("enum") + ": " + value);
    }
    if (value.isObject()) {
      object(at, value, schema, wrong);
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      check(at + "[" + i + "]", value.get(i), schema.get("items"), wrong);
    }
  }

  private void object(String at, JsonNode value, JsonNode schema, List<String> wrong) {
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        wrong.add(at + " lacks " + required.asText());
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode known = schema.path("properties").path(field.getKey());
      JsonNode others = schema.path("additionalProperties");
      if (!known.isMissingNode()) {
        check(at + "." + field.getKey(), field.getValue(), known, wrong);
      } else if (others.isObject()) {
        check(at + "." + field.getKey(), field.getValue(), others, wrong);
      } else if (others.isBoolean() && !others.asBoolean()) {
        wrong.add(at + " has " + field.getKey() + ", which is not in the document");
      }
    }
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode each : list) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfType(JsonNode value, JsonNode type) {
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (isOfType(value, each)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new AssertionError("no such type: " + type);
    };
  }
}

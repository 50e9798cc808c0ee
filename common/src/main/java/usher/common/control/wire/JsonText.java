package usher.common.control.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;

/** Reads one JSON object within the limits: no duplicate keys, no deep nests, no long numbers. */
final class JsonText {
  private static final int MAX_NUMBER_LENGTH = 40;
  private static final int MAX_NAME_LENGTH = 512;

  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(ControlLimits.MAX_NESTING)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .maxStringLength(ControlLimits.MAX_MESSAGE_BYTES)
                          .maxDocumentLength(ControlLimits.MAX_MESSAGE_BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  // Names come from strangers: keep none of them beyond their message.
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  static JsonFields read(String text) throws ControlFormatException {
    if (text.length() > ControlLimits.MAX_MESSAGE_BYTES) {
      throw new ControlFormatException(
          ControlRefusal.TOO_LARGE,
          "a message has at most " + ControlLimits.MAX_MESSAGE_BYTES + " bytes");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (StreamConstraintsException e) {
      throw malformed("over a limit: " + firstLine(e));
    } catch (JsonProcessingException e) {
      throw malformed("no JSON: " + firstLine(e));
    }
    if (!(node instanceof ObjectNode object)) {
      throw malformed("a message is one JSON object, as in {\"type\":\"goodbye\"}");
    }
    return new JsonFields(object, "");
  }

  private static ControlFormatException malformed(String sentence) {
    return new ControlFormatException(ControlRefusal.MALFORMED, sentence);
  }

  /** What the parser says, without the text it read: that may be long, and is the sender's. */
  private static String firstLine(JsonProcessingException e) {
    String line = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("unreadable");
    String at = e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
    return Texts.printable(line) + at;
  }
}

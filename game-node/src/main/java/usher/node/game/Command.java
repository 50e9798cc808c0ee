package usher.node.game;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import usher.common.player.PlayerFrame;

/**
 * What a seat asks.
 *
 * @param by who asks
 * @param json the command, a JSON object; missing where the game takes raw frames
 * @param frame the frame as it came
 */
public record Command(Player by, JsonNode json, PlayerFrame frame) {
  /** A frame that nobody reads as JSON. */
  public static Command raw(Player by, PlayerFrame frame) {
    return new Command(by, MissingNode.getInstance(), frame);
  }

  /** The text of a field; the empty text where there is none. */
  public String text(String field) {
    JsonNode value = json.path(field);
    return value.isTextual() ? value.textValue() : "";
  }
}

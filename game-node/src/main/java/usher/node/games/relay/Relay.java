package usher.node.games.relay;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;

/**
 * Each frame, text or binary, goes to everyone in the room, its sender too: volatile, unchanged,
 * unnumbered and unanswered. There is no state.
 */
public final class Relay implements Game<Relay.Nothing, Relay.Nothing> {
  /** There is nothing to know, and nothing happens. */
  public enum Nothing {
    NOTHING
  }

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public Class<Nothing> eventType() {
    return Nothing.class;
  }

  @Override
  public Class<Nothing> stateType() {
    return Nothing.class;
  }

  @Override
  public Nothing open(RoomId room) {
    return Nothing.NOTHING;
  }

  @Override
  public Decision<Nothing> decide(Nothing state, Command command, Instant now) {
    return Decision.volatileFrame(command.frame());
  }

  @Override
  public Nothing apply(Nothing state, Nothing event, String by) {
    return state;
  }

  @Override
  public JsonNode view(Nothing state, Player viewer) {
    return EventJson.object();
  }

  @Override
  public boolean takesRawFrames() {
    return true;
  }

  @Override
  public PlayerFrame relayed(PlayerFrame frame) {
    return frame;
  }

  @Override
  public String summary(Nothing state) {
    return "keeps nothing";
  }
}

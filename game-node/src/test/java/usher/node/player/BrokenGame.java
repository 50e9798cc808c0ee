package usher.node.player;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;

/** A game that fails in whatever method a command names. */
final class BrokenGame implements Game<String, BrokenGame.Failed> {
  record Failed(String in) {}

  @Override
  public String name() {
    return "broken";
  }

  @Override
  public Class<Failed> eventType() {
    return Failed.class;
  }

  @Override
  public Class<String> stateType() {
    return String.class;
  }

  @Override
  public String open(RoomId room) {
    if (room.value().equals("never")) {
      throw new IllegalStateException("this room never opens");
    }
    return "";
  }

  @Override
  public Decision<Failed> decide(String state, Command command, Instant now) {
    if (command.text("fail").equals("decide")) {
      return decide(state, command, now);
    }
    return Decision.accept(new Failed(command.text("fail")));
  }

  @Override
  public String apply(String state, Failed event, String by) {
    if (event.in().equals("apply")) {
      throw new IllegalStateException("no");
    }
    return event.in();
  }

  @Override
  public JsonNode view(String state, Player viewer) {
    if (state.equals("view")) {
      throw new IllegalStateException("nothing to see");
    }
    return EventJson.object();
  }
}

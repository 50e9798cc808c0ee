package usher.node.games.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;

/** {@code {"say":"hi"}} is heard by all; newcomers see the last {@link Talk#MAX_LINES} lines. */
public final class Chat implements Game<Talk, Said> {
  @Override
  public String name() {
    return "chat";
  }

  @Override
  public Class<Said> eventType() {
    return Said.class;
  }

  @Override
  public Class<Talk> stateType() {
    return Talk.class;
  }

  @Override
  public Talk open(RoomId room) {
    return Talk.EMPTY;
  }

  @Override
  public Decision<Said> decide(Talk talk, Command command, Instant now) {
    String say = command.text("say");
    String whyNot = Talk.whyNot(say);
    return whyNot == null ? Decision.accept(new Said(say)) : Decision.reject(whyNot);
  }

  @Override
  public Talk apply(Talk talk, Said said, String by) {
    return talk.with(by, said.say());
  }

  @Override
  public JsonNode view(Talk talk, Player viewer) {
    ObjectNode view = EventJson.object();
    talk.show(view);
    return view;
  }

  @Override
  public String summary(Talk talk) {
    if (talk.last().isEmpty()) {
      return "nobody said anything yet";
    }
    Talk.Line line = talk.last().get(talk.last().size() - 1);
    return String.format("%d messages, the last: <%s> %s", talk.count(), line.by(), line.say());
  }
}

package usher.sim.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;

/**
 * A game of slips: some commands are refused (some of those by what happened before), some cause
 * nothing, some one event, some two. Its state is all that happened.
 */
public final class Slips implements Game<Slips.Pile, Slip> {
  /** The chance from which a command is always taken. */
  public static final int TAKEN = 80;

  private static final int REFUSED_BELOW = 15;
  private static final int NOTHING_BELOW = 25;
  private static final int TWO_BELOW = 45;

  /** All slips, oldest first. */
  public record Pile(List<Slip> slips) {
    public Pile {
      slips = List.copyOf(slips);
    }
  }

  @Override
  public String name() {
    return "slips";
  }

  @Override
  public Class<Slip> eventType() {
    return Slip.class;
  }

  @Override
  public Class<Pile> stateType() {
    return Pile.class;
  }

  @Override
  public Pile open(RoomId room) {
    return new Pile(List.of());
  }

  @Override
  public Decision<Slip> decide(Pile pile, Command command, Instant now) {
    JsonNode json = command.json();
    String client = json.path("client").asText();
    int index = json.path("index").asInt();
    int chance = json.path("chance").asInt();
    if (chance < REFUSED_BELOW) {
      return Decision.reject("by chance");
    }
    if (chance < NOTHING_BELOW) {
      return Decision.done();
    }
    int size = pile.slips.size();
    if (chance < TAKEN
        && size >= 2
        && pile.slips.get(size - 1).client().equals(client)
        && pile.slips.get(size - 2).client().equals(client)) {
      return Decision.reject("not twice in a row");
    }
    if (chance < TWO_BELOW) {
      return Decision.acceptAll(
          List.of(new Slip(client, index, chance, 1, 2), new Slip(client, index, chance, 2, 2)));
    }
    return Decision.accept(new Slip(client, index, chance, 1, 1));
  }

  @Override
  public Pile apply(Pile pile, Slip event, String by) {
    List<Slip> after = new ArrayList<>(pile.slips);
    after.add(event);
    return new Pile(after);
  }

  @Override
  public JsonNode view(Pile pile, Player viewer) {
    return EventJson.tree(pile);
  }
}

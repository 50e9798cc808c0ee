package usher.node.games.arena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;
import usher.node.game.RealTime;

/** Runners on a plane collect coins; all see where all are, 20 times a second. */
public final class Arena
    implements Game<Standing, ArenaEvent>, RealTime<Standing, ArenaEvent, Runners> {
  private static final String RULE =
      "steer with a binary frame of " + Runners.STEER_BYTES + " bytes: 1, mark u16, dx i8, dy i8";

  @Override
  public String name() {
    return "arena";
  }

  @Override
  public Class<ArenaEvent> eventType() {
    return ArenaEvent.class;
  }

  @Override
  public Class<Standing> stateType() {
    return Standing.class;
  }

  @Override
  public Standing open(RoomId room) {
    return Standing.fresh(room.value().hashCode());
  }

  @Override
  public Decision<ArenaEvent> decide(Standing standing, Command command, Instant now) {
    return Decision.reject(RULE);
  }

  @Override
  public Standing apply(Standing standing, ArenaEvent event, String by) {
    if (event instanceof ArenaEvent.Entered entered) {
      return standing.with(new Standing.Runner(by, entered.entered(), 0, 0));
    }
    if (event instanceof ArenaEvent.Gone gone) {
      return standing.without(gone.gone());
    }
    ArenaEvent.Collected collected = (ArenaEvent.Collected) event;
    return standing.collected(by, collected.collected(), collected.next());
  }

  @Override
  public List<ArenaEvent> joined(Standing standing, Player newcomer) {
    return newcomer.role() == Role.PLAYER
        ? List.of(new ArenaEvent.Entered(standing.freeNumber()))
        : List.of();
  }

  @Override
  public List<ArenaEvent> left(Standing standing, Player leaver) {
    Standing.Runner runner = standing.find(leaver.name());
    return runner == null ? List.of() : List.of(new ArenaEvent.Gone(runner.number()));
  }

  @Override
  public JsonNode view(Standing standing, Player viewer) {
    ObjectNode view = EventJson.object();
    view.put("width", Plane.WIDTH).put("height", Plane.HEIGHT).put("reach", Plane.REACH);
    ArrayNode runners = view.putArray("runners");
    for (Standing.Runner runner : standing.runners()) {
      runners
          .addObject()
          .put("name", runner.name())
          .put("number", runner.number())
          .put("coins", runner.coins());
    }
    ArrayNode coins = view.putArray("coins");
    for (Coin coin : standing.coins()) {
      coins.addObject().put("number", coin.number()).put("x", coin.x()).put("y", coin.y());
    }
    return view;
  }

  @Override
  public int players() {
    return Plane.RUNNERS;
  }

  @Override
  public boolean takesRawFrames() {
    return true;
  }

  @Override
  public RealTime<Standing, ArenaEvent, ?> realTime() {
    return this;
  }

  @Override
  public Duration interval() {
    return Plane.TICK;
  }

  @Override
  public Runners still() {
    return Runners.NOWHERE;
  }

  @Override
  public @Nullable Runners heard(Standing standing, Runners runners, Command command) {
    return runners.steered(standing, command.by().name(), command.frame());
  }

  @Override
  public RealTime.Tick<ArenaEvent, Runners> tick(Standing standing, Runners runners) {
    return runners.ticked(standing);
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public String summary(Standing standing) {
    int coins = standing.runners().stream().mapToInt(Standing.Runner::coins).sum();
    return standing.runners().size() + " run, with " + coins + " coins";
  }
}

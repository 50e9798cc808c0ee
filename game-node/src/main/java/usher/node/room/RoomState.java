package usher.node.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Games;
import usher.node.journal.EventLog;
import usher.node.journal.Restore;
import usher.node.seat.Seat;
import usher.node.seat.SeatTable;

/**
 * All that a room is: its seats, its game and its last events. Changes by events only, so that the
 * same events always make the same room. Owned by the room's loop.
 */
final class RoomState implements Restore.Target {
  private final RoomId id;
  private final Games games;
  private final long nowNs;
  private final EventLog log;
  private SeatTable seats = new SeatTable();
  private @Nullable Play<?, ?> play;
  private boolean publishes;

  /**
   * A room where nobody came yet.
   *
   * @param nowNs since when its seats are absent, if it is restored
   * @param logEvents the most events that were said and stay at hand
   */
  RoomState(RoomId id, Games games, long nowNs, int logEvents) {
    this.log = new EventLog(logEvents);
    this.id = id;
    this.games = games;
    this.nowNs = nowNs;
  }

  RoomId id() {
    return id;
  }

  SeatTable seats() {
    return seats;
  }

  @Override
  public EventLog log() {
    return log;
  }

  /** The game; null before the first player. */
  @Nullable Play<?, ?> play() {
    return play;
  }

  /** The game of a room that has seats. */
  Play<?, ?> playing() {
    if (play == null) {
      throw new IllegalStateException("room " + id + " has seats but no game");
    }
    return play;
  }

  /** The first player came. */
  void begin(Play<?, ?> first) {
    play = first;
  }

  /** From now on what happens is published. */
  void publish() {
    publishes = true;
  }

  /** Whether what happens is published. */
  boolean publishes() {
    return publishes;
  }

  /** The whole room as JSON; this is the id of the last event in it. */
  String snapshot(EventId last) {
    return EventJson.write(json(last));
  }

  /** The same, to be added to. */
  ObjectNode json(EventId last) {
    ObjectNode json = EventJson.object();
    json.put("last", last.toString());
    json.put("game", playing().name());
    if (publishes) {
      json.put("publish", true);
    }
    ArrayNode list = json.putArray("seats");
    for (Seat seat : seats.all()) {
      list.addObject()
          .put("seat", seat.token())
          .put("name", seat.player().name())
          .put("role", seat.player().role().word())
          .put("decided", seat.decided())
          .put("lastEvent", seat.lastEventN())
          .put("events", seat.causedEvents());
    }
    json.set("state", playing().snapshot());
    return json;
  }

  @Override
  public EventId covers(String snapshot) {
    EventId last = EventId.parse(EventJson.text(snapshot, "last"));
    if (last == null) {
      throw new IllegalStateException("room " + id + " has a snapshot that names no last event");
    }
    return last;
  }

  @Override
  public void restore(String snapshot) {
    JsonNode json = EventJson.parse(snapshot);
    Game<?, ?> game = games.find(json.path("game").asText());
    if (game == null) {
      throw new IllegalStateException(
          "room " + id + " plays " + json.path("game") + ", which this node does not know");
    }
    play = Play.restore(game, json.path("state"));
    publishes = json.path("publish").asBoolean();
    seats = new SeatTable();
    for (JsonNode entry : json.path("seats")) {
      Seat seat = seat(entry.path("seat").asText(), entry.path("name").asText(), role(entry));
      seat.causedEvents(entry.path("events").asText());
      seat.lastEvent(entry.path("lastEvent").asLong());
      seat.decidedUpTo(entry.path("decided").asLong());
    }
  }

  private static Role role(JsonNode entry) {
    Role role = Role.parse(entry.path("role").asText());
    return role == null ? Role.SPECTATOR : role;
  }

  private Seat seat(String token, String name, Role role) {
    Seat seat = seats.add(token, name, role);
    seat.detach(nowNs);
    return seat;
  }

  @Override
  public void apply(RoomEvent event) {
    Seat seat = seats.find(event.seat());
    switch (event.kind()) {
      case JOINED -> seat(event.seat(), event.by(), Role.PLAYER);
      case WATCHES -> seat(event.seat(), event.by(), Role.SPECTATOR);
      case LEFT -> {
        if (seat != null) {
          seats.remove(seat);
        }
      }
      case GAME -> {
        playing().replay(event.json(), event.by());
        if (seat != null && event.n() > 0) {
          seat.eventOf(event.n());
        }
      }
    }
  }
}

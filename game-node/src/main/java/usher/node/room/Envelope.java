package usher.node.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import usher.node.game.EventJson;
import usher.node.seat.Seat;
import usher.node.seat.SeatTable;

/** The state that a welcome carries: who is here, beside what the game shows. */
final class Envelope {
  /** The most seats that are listed by name; all are counted. */
  static final int MAX_LISTED = 100;

  private Envelope() {}

  /**
   * @param viewers how many spectators there are
   */
  static String state(SeatTable seats, JsonNode view, int viewers) {
    return state(seats, view, viewers, false);
  }

  /** The state as it was: who sat there then did so. */
  static String past(SeatTable seats, JsonNode view, int viewers) {
    return state(seats, view, viewers, true);
  }

  private static String state(SeatTable seats, JsonNode view, int viewers, boolean past) {
    ObjectNode state = EventJson.object();
    ArrayNode players = state.putArray("players");
    for (Seat seat : seats.all()) {
      if (players.size() == MAX_LISTED) {
        break;
      }
      players
          .addObject()
          .put("name", seat.player().name())
          .put("role", seat.player().role().word())
          .put("present", past || seat.isPresent());
    }
    state.put("seats", seats.size());
    state.put("viewers", viewers);
    state.set("game", view);
    return EventJson.write(state);
  }
}

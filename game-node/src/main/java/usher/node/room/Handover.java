package usher.node.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.ControlLimits;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;
import usher.node.game.EventJson;
import usher.node.heartbeat.Announcer;
import usher.node.journal.EventLog;

/**
 * Hands over a room that no journal has, with all that it is and its last events: what was said
 * here when the router had already turned away is heard there. On the room's loop.
 */
final class Handover {
  /** The most events that go along, for seats that have not heard them. */
  static final int MAX_EVENTS = 64;

  /** An event's text and what it is wrapped in is at most so much longer than its JSON, escaped. */
  private static final int MAX_CHARACTERS_BESIDE = 512;

  private static final String EVENTS = "events";
  private static final Logger log = LoggerFactory.getLogger(Handover.class);

  private Handover() {}

  /** The room is frozen: it is told, and stays so; one that is too large goes on instead. */
  static void unkept(Room room, Announcer announcer, long nowNs) {
    RoomState state = room.state();
    ObjectNode json = state.play() == null ? null : state.json(state.log().last());
    String snapshot = json == null ? null : EventJson.write(json);
    if (snapshot != null && snapshot.length() > ControlLimits.MAX_SNAPSHOT_LENGTH) {
      log.warn(
          "room {} stays: its snapshot has {} characters, and {} may be handed over",
          room.id(),
          snapshot.length(),
          ControlLimits.MAX_SNAPSHOT_LENGTH);
      room.raise(room.epoch());
      return;
    }
    if (json != null && snapshot != null) {
      addEvents(json, ControlLimits.MAX_SNAPSHOT_LENGTH - snapshot.length(), state.log());
      snapshot = EventJson.write(json);
    }
    room.tellStale(nowNs);
    announcer.released(room.id(), room.epoch(), snapshot);
  }

  /** Adds as many of the last events as there is room for, in characters. */
  private static void addEvents(ObjectNode json, int most, EventLog events) {
    int left = most - MAX_CHARACTERS_BESIDE;
    ArrayDeque<RoomEvent> last = new ArrayDeque<>();
    for (long seq = events.last().seq(); seq >= events.first() && last.size() < MAX_EVENTS; seq--) {
      RoomEvent event = events.at(seq);
      left -= 2 * event.json().length() + MAX_CHARACTERS_BESIDE;
      if (left < 0) {
        break;
      }
      last.addFirst(event);
    }
    ArrayNode list = json.putArray(EVENTS);
    for (RoomEvent event : last) {
      list.addObject()
          .put("id", event.id().toString())
          .put("kind", event.kind().name())
          .put("by", event.by())
          .put("seat", event.seat())
          .put("n", event.n())
          .put("json", event.json());
    }
  }

  /**
   * Makes a room what it was elsewhere.
   *
   * @throws RuntimeException if it cannot be made of this
   */
  static void take(RoomState state, String snapshot) {
    state.restore(snapshot);
    EventId last = state.covers(snapshot);
    for (JsonNode entry : EventJson.parse(snapshot).path(EVENTS)) {
      EventId id = EventId.parse(entry.path("id").asText());
      if (id != null) {
        state.log().put(event(id, entry));
      }
    }
    if (!state.log().last().equals(last)) {
      state.log().restart(last);
    }
    state.log().said(last.seq());
  }

  private static RoomEvent event(EventId id, JsonNode entry) {
    return new RoomEvent(
        id,
        RoomEvent.Kind.valueOf(entry.path("kind").asText()),
        entry.path("by").asText(),
        entry.path("seat").asText(),
        entry.path("n").asLong(),
        entry.path("json").asText());
  }
}

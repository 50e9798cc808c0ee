package usher.common.player;

/**
 * Why a player's request was refused or a player's socket was closed: the word on the wire, in logs
 * and in metric tags, with the WebSocket close code and the HTTP status that carry it.
 */
public enum CloseReason {
  /** The player said goodbye, or went. */
  PLAYER_LEFT("player-left", 1000, 499),
  /** The router is stopping. */
  ROUTER_LEAVING("router-leaving", 1001, 503),
  /** The node is stopping. */
  NODE_LEAVING("node-leaving", 1001, 503),
  /** The request is no HTTP that we accept. */
  BAD_REQUEST("bad-request", 1008, 400),
  /** The upgrade lacks a right version, key or method. */
  BAD_UPGRADE("bad-upgrade", 1008, 400),
  /** The WebSocket version is not 13. */
  UPGRADE_VERSION("upgrade-version", 1008, 426),
  /** The room id is out of rule. */
  BAD_ROOM("bad-room", 1008, 400),
  /** No room and no page at this path. */
  NOT_FOUND("not-found", 1008, 404),
  /** This path does not take that method. */
  BAD_METHOD("bad-method", 1008, 405),
  /** The request's head is over 8 KiB. */
  HEAD_TOO_LARGE("head-too-large", 1008, 431),
  /** The body is over its bound. */
  BODY_TOO_LARGE("body-too-large", 1008, 413),
  /** The head did not come in time. */
  HANDSHAKE_TIMEOUT("handshake-timeout", 1008, 408),
  /** The game does not exist on this node. */
  UNKNOWN_GAME("unknown-game", 1008, 400),
  /** A name, role or seat parameter is out of rule. */
  BAD_PARAMETER("bad-parameter", 1008, 400),
  /** A frame breaks the WebSocket protocol. */
  BAD_FRAME("bad-frame", 1002, 400),
  /** A text is no UTF-8. */
  BAD_TEXT("bad-text", 1007, 400),
  /** The seat token is none that we made, or a player's where one asks to watch. */
  BAD_SEAT("bad-seat", 1008, 403),
  /** The router asks for a ticket, and there is none. */
  NO_TICKET("no-ticket", 1008, 401),
  /** The ticket is none that the router can trust. */
  BAD_TICKET("bad-ticket", 1008, 401),
  /** The ticket's time is over. */
  TICKET_EXPIRED("ticket-expired", 1008, 401),
  /** The ticket is not for this room, or not for feeds. */
  WRONG_ROOM("wrong-room", 1008, 403),
  /** The ticket lets its player watch only. */
  WRONG_ROLE("wrong-role", 1008, 403),
  /** The ticket is another player's than the name or the seat. */
  WRONG_PLAYER("wrong-player", 1008, 403),
  /** A page of an origin that is not allowed asks. */
  WRONG_ORIGIN("wrong-origin", 1008, 403),
  /** A PROXY header is missing, broken, or sent by somebody who is not trusted. */
  WRONG_PROXY("wrong-proxy", 1008, 400),
  /** Another connection took this seat over. */
  SEAT_TAKEN_OVER("seat-taken-over", 1008, 409),
  /** The room's node died. */
  NODE_LOST("node-lost", 1012, 503),
  /** The room lives on another node now, or its node may not serve at present. */
  ROOM_UNAVAILABLE("room-unavailable", 1012, 503),
  /** Software newer than the node's wrote the room's journal. */
  JOURNAL_NEWER("journal-newer", 1012, 503),
  /** No node has room. */
  NO_NODE("no-node", 1012, 503),
  /** No node serves feeds: all are on tunnels. */
  NO_FEEDS("no-feeds", 1012, 503),
  /** The journal does not answer, and nothing else says where the room lives. */
  JOURNAL_UNAVAILABLE("journal-unavailable", 1012, 503),
  /** The table of rooms is full. */
  TOO_MANY_ROOMS("too-many-rooms", 1013, 503),
  /** The router or the node has as many players as it takes. */
  TOO_MANY_PLAYERS("too-many-players", 1013, 503),
  /** The router has too much to do already: its event loops run late, or its memory is full. */
  OVERLOADED("overloaded", 1013, 503),
  /** The player's address has as many connections as one may have. */
  TOO_MANY_CONNECTIONS("too-many-connections", 1013, 429),
  /** Connections come faster from the player's address than one may make them. */
  CONNECTS_TOO_FAST("connects-too-fast", 1013, 429),
  /** New rooms are asked for faster from the player's address than one may have them. */
  ROOMS_TOO_FAST("rooms-too-fast", 1013, 429),
  /** The room has as many seats as it takes. */
  ROOM_FULL("room-full", 1013, 503),
  /** A frame or command is over its bound. */
  TOO_LARGE("too-large", 1013, 413),
  /** The player reads slower than the room speaks. */
  TOO_SLOW("too-slow", 1013, 503),
  /** The player sends faster than the room takes. */
  TOO_FAST("too-fast", 1013, 429),
  /** The player answers no ping. */
  PLAYER_SILENT("player-silent", 1008, 408),
  /** An operator closed the room. */
  ROOM_CLOSED("room-closed", 1008, 410),
  /** The room's game failed. */
  GAME_FAILED("game-failed", 1011, 500),
  /** The node answered something that is not what the player asked for. */
  BAD_UPSTREAM("bad-upstream", 1012, 502),
  /** A mistake of ours. */
  INTERNAL("internal", 1011, 500);

  private final String word;
  private final int closeCode;
  private final int httpStatus;

  CloseReason(String word, int closeCode, int httpStatus) {
    this.word = word;
    this.closeCode = closeCode;
    this.httpStatus = httpStatus;
  }

  /** The word on the wire. */
  public String word() {
    return word;
  }

  /** The WebSocket close code that carries it. */
  public int closeCode() {
    return closeCode;
  }

  /** The HTTP status that carries it before an upgrade. */
  public int httpStatus() {
    return httpStatus;
  }
}

package usher.common.link;

import org.jspecify.annotations.Nullable;

/** What a frame on a link is. The code is the byte on the wire. */
public enum LinkType {
  // Router to node. The id of each is an open number, the number is named here.
  /** Seat a player; number: the room's epoch; payload: {@link OpenRequest} as JSON. */
  OPEN(1),
  /** Command n of a seat, a text frame; number: n; payload: the frame's bytes. */
  COMMAND(2),
  /** Command n of a seat that came as a binary frame; number: n; payload: the frame's bytes. */
  BINARY_COMMAND(3),
  /** A text frame of a seat in a game of raw frames; number: 0; payload: the frame's bytes. */
  RAW(4),
  /** A binary frame of a seat in a game of raw frames; number: 0; payload: the frame's bytes. */
  RAW_BINARY(5),
  /** Nobody is on this open any more; number: 1 if the player said goodbye, else 0. */
  DETACH(6),
  /** Seat a player at the node's feeds; number: 0; payload: {@link FeedOpen} as JSON. */
  FEED_OPEN(7),

  // Node to router, about one open; the id is its open number.
  /**
   * The open is answered, the seat hears its group; number: settled n; payload: {@link
   * OpenedPayload}.
   */
  OPENED(33),
  /** The room as it is now; number: seq; payload: {@link WelcomePayload}. */
  WELCOME(34),
  /** The room lost what this seat had; a welcome follows; number: 0. */
  RESET(35),
  /** A missed event, or one for this seat alone; number: seq; payload: {@link EventPayload}. */
  EVENT(36),
  /**
   * The answer to command n that is no event, or, at feeds, another word for this seat alone;
   * number: n, 0 where it answers none; payload: the text frame's bytes.
   */
  ANSWER(37),
  /** The room is not here; number: the highest epoch the node knows of it, 0 for none. */
  STALE(38),
  /** A later connection has the seat; number: the count of that connection. */
  TAKEN(39),
  /**
   * The seat is refused, or ended; number: after how many seconds to try again, 0 for never;
   * payload: the word of a {@link usher.common.player.CloseReason}.
   */
  CLOSE(40),

  // Node to router, about a room or a topic; the id is a group's, unless it says otherwise.
  /** A group, from now on; number: the room's epoch; payload: the room's id. */
  GROUP(48),
  /** Something happened; number: seq; payload: {@link EventPayload}. */
  GROUP_EVENT(49),
  /**
   * A text frame for all in the room, or at the topic; no event; number: 0; payload: the frame's
   * bytes.
   */
  VOLATILE(50),
  /** A binary frame for all in the room, no event; number: 0; payload: the frame's bytes. */
  VOLATILE_BINARY(51),
  /** The room cannot answer for now: its journal is not there; number: 0. */
  PAUSED(52),
  /** The room answers again; number: 0. */
  RESUMED(53),
  /** A group of those who listen to a topic; number: 0; payload: the topic's name. */
  TOPIC(54),
  /** An open, by its number as the id, hears a topic's group from now on; number: the group. */
  LISTEN(55),
  /** An open, by its number as the id, hears a topic's group no more; number: the group. */
  UNLISTEN(56),
  /** A topic's group is over; number: 0. */
  TOPIC_END(57),
  /**
   * Another group of a room beside its first, for seats that hear other words; number: the room's
   * epoch; payload: {@link SideGroupPayload}.
   */
  SIDE_GROUP(58);

  /** Above every code. */
  public static final int CODES = 64;

  private static final LinkType[] BY_CODE = new LinkType[CODES];

  static {
    for (LinkType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final byte code;

  LinkType(int code) {
    this.code = (byte) code;
  }

  /** The byte on the wire. */
  public byte code() {
    return code;
  }

  /** Whether it is a node's to send; a router's otherwise. */
  public boolean isOfNode() {
    return code >= OPENED.code;
  }

  /** The type of a byte; null where there is none. */
  public static @Nullable LinkType of(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}

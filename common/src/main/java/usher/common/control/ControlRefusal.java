package usher.common.control;

import java.util.Optional;

/**
 * Why a router did not take what a node sent: the word on the wire, in logs and in metric tags, and
 * the HTTP status that carries it where there is one.
 */
public enum ControlRefusal {
  /** No JSON, or JSON of another shape. */
  MALFORMED("malformed", 400, true),
  /** A field is missing, of another type or out of its range. */
  BAD_FIELD("bad-field", 422, false),
  /** Another version of the protocol. */
  WRONG_VERSION("wrong-version", 400, true),
  /** Over {@link ControlLimits#MAX_MESSAGE_BYTES}. */
  TOO_LARGE("too-large", 413, true),
  /** A heartbeat's number is not above the last one. */
  REPLAYED("replayed", 409, false),
  /** Another incarnation under this id is alive. */
  ID_TAKEN("id-taken", 409, true),
  /** This incarnation was replaced by a newer one. */
  SUPERSEDED("superseded", 409, true),
  /** An operator gave this incarnation up: a new one is let in. */
  EVICTED("evicted", 409, true),
  /**
   * The address that the node announced does not answer: no room is placed there before it does.
   */
  ADDRESS_SILENT("address-silent", 409, false),
  /** The token is missing or wrong. */
  UNAUTHORIZED("unauthorized", 401, true),
  /** Anything before {@code register}. */
  NOT_REGISTERED("not-registered", 409, false),
  /** The router has as many nodes as it takes. */
  TOO_MANY_NODES("too-many-nodes", 503, true),
  /** The node serves TLS, and the router knows no authority to check its certificate by. */
  NO_TLS("no-tls", 422, true),
  /** The request is no HTTP that we accept. */
  BAD_REQUEST("bad-request", 400, true),
  /** The request's head is over {@link ControlLimits#MAX_HEAD_BYTES}. */
  HEAD_TOO_LARGE("head-too-large", 431, true),
  /** Nothing is at this path. */
  NOT_FOUND("not-found", 404, true),
  /** This path does not take that method. */
  BAD_METHOD("bad-method", 405, true),
  /** A page in a browser sent the request: nodes send no {@code Origin}. */
  FROM_BROWSER("from-browser", 403, true),
  /** A binary frame: messages are text. */
  BINARY_FRAME("binary-frame", 400, true),
  /** The frames are against the WebSocket protocol. */
  BAD_FRAME("bad-frame", 400, true),
  /** The request was not complete in time. */
  HANDSHAKE_TIMEOUT("handshake-timeout", 408, true),
  /** Nothing was heard on the connection for many leases. */
  IDLE("idle", 408, true),
  /** The node reads slower than the router speaks. */
  TOO_SLOW("too-slow", 503, true),
  /** The node sends faster than the router takes: the router reads no more for a while. */
  TOO_FAST("too-fast", 429, false),
  /** The router has as many control connections as it takes. */
  TOO_MANY_CONNECTIONS("too-many-connections", 503, true),
  /** The router had no time for it: try again. */
  BUSY("busy", 503, true);

  private final String word;
  private final int httpStatus;
  private final boolean endsConnection;

  ControlRefusal(String word, int httpStatus, boolean endsConnection) {
    this.word = word;
    this.httpStatus = httpStatus;
    this.endsConnection = endsConnection;
  }

  /** The refusal of this word, if it is one we know. */
  public static Optional<ControlRefusal> ofWord(String word) {
    for (ControlRefusal refusal : values()) {
      if (refusal.word.equals(word)) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }

  /** The word on the wire. */
  public String word() {
    return word;
  }

  /** The status of an answer over plain HTTP. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Whether the router closes the WebSocket after it. */
  public boolean endsConnection() {
    return endsConnection;
  }
}

package usher.common.control;

/** Why a router did not take a node's message: the word on the wire, in logs and in metric tags. */
public enum ControlRefusal {
  /** No JSON, or JSON of another shape. */
  MALFORMED("malformed"),
  /** A field is missing, of another type or out of its range. */
  BAD_FIELD("bad-field"),
  /** Another version of the protocol. */
  WRONG_VERSION("wrong-version"),
  /** Over {@link ControlLimits#MAX_MESSAGE_BYTES}. */
  TOO_LARGE("too-large"),
  /** A heartbeat's number is not above the last one. */
  REPLAYED("replayed"),
  /** Another incarnation under this id is alive. */
  ID_TAKEN("id-taken"),
  /** This incarnation was replaced by a newer one. */
  SUPERSEDED("superseded"),
  /** The address that the node announced does not answer. */
  ADDRESS_SILENT("address-silent"),
  /** The token is missing or wrong. */
  UNAUTHORIZED("unauthorized"),
  /** Anything before {@code register}. */
  NOT_REGISTERED("not-registered"),
  /** The router has as many nodes as it takes. */
  TOO_MANY_NODES("too-many-nodes");

  private final String word;

  ControlRefusal(String word) {
    this.word = word;
  }

  /** The word on the wire. */
  public String word() {
    return word;
  }
}

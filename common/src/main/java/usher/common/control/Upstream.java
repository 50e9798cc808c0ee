package usher.common.control;

/** The two ways to a node. The name in lower case is the word on the wire. */
public enum Upstream {
  /** Multiplexed, for nodes of ours. */
  LINK,
  /** Byte for byte, one connection a player, for any server. */
  TUNNEL
}

package usher.common.link;

/** The bounds of a link. */
public final class LinkLimits {
  /** The path that a router asks for the upgrade at. */
  public static final String PATH = "/link";

  /** What is upgraded to, with the version of the protocol. */
  public static final String PROTOCOL = "usher-link/1";

  /** The bytes of a frame before its payload, its length included. */
  public static final int HEAD_BYTES = 4 + 1 + 4 + 8;

  /** The longest payload, in bytes: a welcome of a large room. A longer one ends the link. */
  public static final int MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;

  /** The longest payload from a router, in bytes: a player's frame. A longer one ends the link. */
  public static final int MAX_PLAYER_PAYLOAD_BYTES = 256 * 1024;

  private LinkLimits() {}
}

package usher.common.player;

import org.jspecify.annotations.Nullable;

/**
 * What a router knows of who asks for a seat, besides what they say themselves.
 *
 * @param verified whether a ticket vouches for the player's name
 * @param address where the player connects from, as far as the router can tell; null for not told
 */
public record Visitor(boolean verified, @Nullable String address) {
  /**
   * In the head of a request through a tunnel: the name that a ticket vouches for, as a URL has it.
   */
  public static final String PLAYER_HEADER = "Usher-Player";

  /** The longest address, in characters: an IPv6 one with room to spare. */
  public static final int MAX_ADDRESS_LENGTH = 64;

  /** Somebody of whom nothing is known. */
  public static final Visitor UNKNOWN = new Visitor(false, null);
}

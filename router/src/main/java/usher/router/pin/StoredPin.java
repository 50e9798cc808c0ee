package usher.router.pin;

import usher.common.control.Incarnation;

/** What {@link PinStore} knows of a room. */
public sealed interface StoredPin {
  /** Nobody has ever had the room, or it was forgotten. */
  record None() implements StoredPin {}

  /**
   * The room is this owner's.
   *
   * @param epoch of the newest entry
   * @param claim what tells the claim that it rests on from every other
   */
  record Kept(long epoch, Incarnation owner, String claim) implements StoredPin {}

  /** Something that no software of ours wrote is on top: to be claimed above. */
  record Foreign(long epoch) implements StoredPin {}

  /** Newer software than this wrote it: the room can not be served here. */
  record Newer() implements StoredPin {}

  /** The store does not answer. */
  record Unavailable(String why) implements StoredPin {}
}

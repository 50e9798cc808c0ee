package usher.node.heartbeat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.control.HeldRoom;
import usher.common.feed.RetainPattern;
import usher.common.room.RoomId;

/**
 * The node's rooms, as the control connection sees them. Every method may be called on any thread
 * and returns at once; {@link #held} and {@link #load} read views.
 */
public interface RoomHost {
  /**
   * Open this room at this epoch, or take it on at this epoch if it is here at a lower one, frozen
   * or not.
   *
   * @param snapshot all that it is, from the node that had it; null where it starts fresh, or from
   *     the journal
   */
  void place(RoomId room, long epoch, @Nullable String snapshot);

  /** Hand this room over, at this epoch or a lower one: answer {@link Announcer#released}. */
  void release(RoomId room, long epoch);

  /** Drop this room at this epoch and below, with its seats: it lives elsewhere. */
  void forget(RoomId room, long epoch);

  /**
   * A router wants this node empty: take no new rooms, and tell {@link Announcer} as rooms close.
   */
  void drain();

  /** No router wants this node empty any more; said often. */
  default void undrain() {}

  /**
   * A router's welcome names a journal, or none; said before the welcome's lease counts.
   *
   * @param address null for none
   */
  default void journal(@Nullable String address) {}

  /**
   * A router's welcome says how feeds are heard.
   *
   * @param address the journal's, whose Redis carries them between nodes; null for none
   * @param retained the topics whose last message is kept
   */
  default void feeds(@Nullable String address, List<RetainPattern> retained) {}

  /** The rooms held now. */
  List<HeldRoom> held();

  /** What goes into the next heartbeat. */
  NodeLoad load();
}

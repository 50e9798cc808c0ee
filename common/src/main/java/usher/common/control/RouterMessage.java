package usher.common.control;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.feed.RetainPattern;
import usher.common.room.RoomId;

/** What a router says to a node over control. All are immutable. */
public sealed interface RouterMessage {
  /**
   * The answer to {@link NodeMessage.Register}. It grants a lease, counted from when the node sent
   * the register, once the node has dropped what it names.
   *
   * @param routerId a new one for each start of a router
   * @param heartbeatIntervalMs how often to send a heartbeat, in milliseconds
   * @param leaseMs how long a heartbeat that was acknowledged lets a node serve, in milliseconds
   * @param journal the journal's address; null where there is none
   * @param forget rooms of the register that now live elsewhere: drop them before anything else
   * @param feedRetain the topics of feeds whose last message is kept
   */
  record Welcome(
      String routerId,
      long heartbeatIntervalMs,
      long leaseMs,
      @Nullable String journal,
      List<HeldRoom> forget,
      List<RetainPattern> feedRetain)
      implements RouterMessage {
    public Welcome {
      forget = List.copyOf(forget);
      feedRetain = List.copyOf(feedRetain);
    }

    /** One by which no message of a feed is kept. */
    public Welcome(
        String routerId,
        long heartbeatIntervalMs,
        long leaseMs,
        @Nullable String journal,
        List<HeldRoom> forget) {
      this(routerId, heartbeatIntervalMs, leaseMs, journal, forget, List.of());
    }
  }

  /**
   * A heartbeat was taken: the lease runs anew from when the node sent it.
   *
   * @param number the heartbeat's number
   * @param leaseMs as in {@link Welcome}, so that one reply says all to a node that uses plain HTTP
   * @param placement the number of the last placement on this node. A node that is not told of
   *     placements (plain HTTP) sends it back in its next heartbeat
   * @param draining whether the router places no more rooms on this node
   */
  record Acknowledge(long number, long leaseMs, long placement, boolean draining)
      implements RouterMessage {}

  /**
   * Open this room at this epoch, or take it on at this epoch if it is here at a lower one, frozen
   * or not.
   *
   * @param number the placement's number on this node, from 1; names of lower numbers are old news
   * @param snapshot what {@link NodeMessage.Released} told, so that the room goes on from there;
   *     null where it starts fresh, or from the journal
   */
  record Place(RoomId room, long epoch, long number, @Nullable String snapshot)
      implements RouterMessage {}

  /** Hand this room over: answer {@link NodeMessage.Released}. */
  record Release(RoomId room, long epoch) implements RouterMessage {}

  /** Drop this room at this epoch and below: it lives elsewhere. */
  record Forget(RoomId room, long epoch) implements RouterMessage {}

  /** Take no new rooms, until an {@link Acknowledge} says that it is over. */
  record Drain() implements RouterMessage {}

  /**
   * The node was lost to the router, or is unknown to it: register again before the lease is
   * renewed.
   */
  record RegisterAgain() implements RouterMessage {}

  /**
   * A message was not taken.
   *
   * @param refusal the word that logs and metrics use too
   * @param message what was wrong and what would be right, for people
   */
  record Refused(ControlRefusal refusal, String message) implements RouterMessage {}
}

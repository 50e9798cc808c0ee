package usher.router.cluster.claim;

import org.jspecify.annotations.Nullable;
import usher.common.room.RoomId;
import usher.router.cluster.node.NodeRow;

/** One room whose owner is being found out, or made. */
final class Claiming {
  /** How far it is. */
  enum Phase {
    /** As many questions are under way as may be: it is one of the next. */
    QUEUED,
    /** The journal was asked whose the room is. */
    LOOKING,
    /** The journal was asked to make it someone's. */
    CLAIMING,
    /** It is looked at again in a while. */
    RESTING
  }

  final RoomId room;
  Phase phase = Phase.QUEUED;

  /** Where the room should go, if it goes anywhere; null where any node will do. */
  @Nullable NodeRow preferred;

  /** Whether it goes on though nobody waits: a move is not given up half-way. */
  boolean moving;

  /** Whether the journal's last answer was none. */
  boolean unanswered;

  /** Whose the room is to be, while that is asked. */
  @Nullable NodeRow chosen;

  long chosenEpoch;
  long ask;
  long askedNs;
  long dueNs;

  /** Since when another router's claim is honoured; the claim, or empty. */
  long honouredNs;

  String honoured = "";

  Claiming(RoomId room) {
    this.room = room;
  }
}

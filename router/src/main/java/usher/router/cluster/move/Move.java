package usher.router.cluster.move;

import org.jspecify.annotations.Nullable;
import usher.router.cluster.node.NodeRow;
import usher.router.pin.Pin;

/** One room on its way. */
final class Move {
  /** How far it is. */
  enum Phase {
    /** Its node was asked for it. */
    RELEASING,
    /** Its node handed it over, and the journal is asked to make it another's. */
    CLAIMING,
    /** The journal made it another's, which has not said yet that it came up. */
    ARRIVING,
    /**
     * Without a journal: another node was given all that it is, and its node keeps it till then.
     */
    OPENING
  }

  final Pin pin;
  final NodeRow from;

  /** Where it should go. */
  final NodeRow to;

  /** Until when its node may hand it over; then, until when it is waited for elsewhere. */
  long dueNs;

  Phase phase = Phase.RELEASING;

  /** Where it is to come up, while it is opening or arriving; null before. */
  @Nullable Pin target;

  /** The last epoch it had on its former node. */
  long keptEpoch;

  Move(Pin pin, NodeRow from, NodeRow to, long dueNs) {
    this.pin = pin;
    this.from = from;
    this.to = to;
    this.dueNs = dueNs;
    this.keptEpoch = pin.epoch();
  }
}

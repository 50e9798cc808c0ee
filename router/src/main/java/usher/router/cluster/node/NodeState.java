package usher.router.cluster.node;

/** Where a node stands with this router. */
public enum NodeState {
  /** Registered; its address has not answered yet. */
  JOINING,
  /** Heard, and reachable. */
  ALIVE,
  /** There is evidence of its death, and no proof. */
  SUSPECT,
  /** Given up: it serves nothing before it has registered again. */
  LOST;

  /** Whether a node may go from this state to that one. Only a register ends {@link #LOST}. */
  boolean mayBecome(NodeState next) {
    return switch (this) {
      case JOINING -> next != JOINING;
      case ALIVE -> next == SUSPECT || next == LOST;
      case SUSPECT -> next == ALIVE || next == LOST;
      case LOST -> next == JOINING;
    };
  }
}

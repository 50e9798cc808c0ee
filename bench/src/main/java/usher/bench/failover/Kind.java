package usher.bench.failover;

/** What is done to a house while people play in it. */
enum Kind {
  /** A node is killed with -9, and started again. */
  KILL(true),
  /** A node is told to end, which moves its rooms first, and is started again. */
  RESTART(true),
  /** A node is stopped for longer than its lease, and continued. */
  STOP(true),
  /** Rooms are moved, one after the other. */
  MOVE(true),
  /** A node is drained, and takes rooms again. */
  DRAIN(true),
  /** The journal's Redis is stopped for a while, or killed and started again. */
  REDIS(false),
  /** The router is killed with -9, and started again: players resume their seats. */
  ROUTER(false);

  private final boolean changesHands;

  Kind(boolean changesHands) {
    this.changesHands = changesHands;
  }

  /** Whether rooms get a new epoch: then the first event of it says that play goes on. */
  boolean changesHands() {
    return changesHands;
  }

  /** Whether players' sockets are closed by it. */
  boolean closesSockets() {
    return this == ROUTER;
  }
}

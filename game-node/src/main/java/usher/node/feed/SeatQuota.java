package usher.node.feed;

/** The node's seats, which feeds and rooms share. Any thread. */
public interface SeatQuota {
  /** Takes a seat; false if the node has no more. */
  boolean take();

  /** Gives a seat back. */
  void release();
}

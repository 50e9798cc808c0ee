package usher.router.link;

/** What links count; called on event loops, must not block. */
public interface LinkMetrics {
  /** A link to a node is there. */
  void linkUp();

  /** A link that was there is gone. */
  void linkDown();

  /** A frame went to a node. */
  void frameOut();

  /** A frame of a node came. */
  void frameIn();

  /** A node sent what is no link frame; the link is closed. */
  void malformed();
}

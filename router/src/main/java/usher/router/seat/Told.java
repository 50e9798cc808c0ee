package usher.router.seat;

import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;

/** What a player was told of their room: that it rests, and where it is. On the loop. */
final class Told {
  private boolean rests;

  /** Null before the first. */
  private @Nullable NodeId servedBy;

  /** The room may not serve for now; whether that is news. */
  boolean rests() {
    boolean news = !rests;
    rests = true;
    return news;
  }

  /** The room serves on this node; whether that is news, which it is not for the first. */
  boolean serves(NodeId node) {
    boolean news = rests || (servedBy != null && !servedBy.equals(node));
    rests = false;
    servedBy = node;
    return news;
  }
}

package usher.router.feed;

import usher.common.player.CloseReason;
import usher.router.seat.SeatMetrics.Drop;

/** What seats at feeds count; called on event loops, must not block. */
public interface FeedMetrics {
  /** A seat was taken. */
  void seated();

  /** A seat is no more, for this reason. */
  void left(CloseReason reason);

  /** So many seats more, or fewer, wait for a node. */
  void parked(int more);

  /** A seat is at a node again, with its topics. */
  void reopened();

  /** So many topics more, or fewer, come in on a link. */
  void topics(int more);

  /** A node said a message once, and so many players were told. */
  void said(int players);

  /** So many players were told that they may have missed messages of a topic. */
  void gaps(int players);

  /** A frame of a node was dropped. */
  void dropped(Drop why);
}

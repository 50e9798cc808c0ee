package usher.router.feed;

import usher.common.link.FeedOpen;
import usher.common.player.PlayerFrame;

/**
 * The way out to a node: what is called here leaves in this order. Nothing calls back before the
 * call returned. On the loop.
 */
public interface FeedPort {
  /**
   * Wants the connection: {@link FeedLink#onUp} or {@link FeedLink#onDialFailed} follows. Nothing
   * happens where it is on its way.
   */
  void dial();

  /** Whether more may be sent now; {@link FeedLink#onWritable} tells when it may again. */
  boolean isWritable();

  /** Seat a player at the node's feeds. */
  void feedOpen(int open, FeedOpen request);

  /** Command n of a seat. */
  void command(int open, long n, PlayerFrame frame);

  /** Nobody is on this open any more. */
  void detach(int open, boolean onPurpose);
}

package usher.router.seat;

import usher.common.player.PlayerFrame;

/** A message of a player. Good during the call that hands it over only. */
@FunctionalInterface
public interface Said {
  /** The message as a value that can be kept. */
  PlayerFrame kept();
}

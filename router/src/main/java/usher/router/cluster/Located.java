package usher.router.cluster;

import usher.common.player.CloseReason;
import usher.router.pin.Pin;

/** The answer to {@link ClusterEvent.Locate}. */
public sealed interface Located {
  /** Enter this pin and connect; if it has been retired meanwhile, ask again. */
  record At(Pin pin) implements Located {}

  /**
   * The room can be served nowhere now.
   *
   * @param retryAfterMs after how many milliseconds another try makes sense
   */
  record Nowhere(CloseReason reason, long retryAfterMs) implements Located {}

  /** Takes the answer, on the thread {@code cluster}: it must only hand it on. */
  @FunctionalInterface
  interface Listener {
    void onLocated(Located located);
  }
}

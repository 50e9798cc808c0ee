package usher.router.edge.socket;

import io.netty.handler.codec.http.HttpResponse;
import usher.common.player.CloseReason;

/** The player's connection as long as it speaks HTTP. On its event loop. */
public interface HttpSide {
  /** Writes this 101 and takes HTTP out of the pipeline. */
  void leaveHttp(HttpResponse switching);

  /**
   * Answers with an error instead.
   *
   * @param retryAfterMs after how many milliseconds another try makes sense; 0 for no hint
   */
  void refuse(CloseReason reason, String detail, long retryAfterMs);
}

package usher.router.proxy;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import usher.common.player.CloseReason;
import usher.router.deadline.Deadlines;

/** The player's half of an exchange; called on its event loop. */
public interface PlayerSide {
  /** The player's connection; its pipeline takes HTTP objects. */
  Channel channel();

  /** Those of its event loop. */
  Deadlines deadlines();

  /**
   * Answers with an error of ours instead of the node's answer; the exchange is over.
   *
   * @param retryAfterMs after how many milliseconds another try makes sense; 0 for no hint
   */
  void refuse(CloseReason reason, String detail, long retryAfterMs);

  /** Tells the player to go on with its body. */
  void sendContinue();

  /** The node's answer went out whole; the exchange is over. */
  void answered(boolean keepAlive);

  /** The node's answer broke off in the middle; the exchange is over. */
  void brokenOff();

  /** Writes this 101 and takes HTTP out of the pipeline; the exchange is over. */
  void leaveHttp(HttpResponse switching);
}

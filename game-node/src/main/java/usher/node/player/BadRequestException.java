package usher.node.player;

import usher.common.player.CloseReason;

/** A player's request that is refused at once; shows no stack, for it is no mistake of ours. */
final class BadRequestException extends RuntimeException {
  private final CloseReason reason;

  /**
   * @param message what was wrong and what would be right, for the player's developer
   */
  BadRequestException(CloseReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  CloseReason reason() {
    return reason;
  }
}

package usher.router.edge;

import usher.common.player.CloseReason;

/**
 * Why a request is not served.
 *
 * @param detail what is wrong and what would be right, in ASCII without quotes; never the player's
 *     own text
 */
record Refusal(CloseReason reason, String detail) {}

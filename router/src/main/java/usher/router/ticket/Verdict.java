package usher.router.ticket;

import usher.common.player.CloseReason;

/** What comes of looking at a ticket. */
public sealed interface Verdict permits Ticket, Verdict.Refused {
  /**
   * It is none that counts.
   *
   * @param detail what is wrong and what would be right, in ASCII without quotes; nothing of the
   *     ticket itself
   */
  record Refused(CloseReason reason, String detail) implements Verdict {}

  /** A ticket that cannot be trusted. */
  static Refused bad(String detail) {
    return new Refused(CloseReason.BAD_TICKET, detail);
  }
}

package usher.node.journal;

import usher.common.player.EventId;

/** The room, as its {@link Custody} calls it. On the room's loop. */
public interface Custodian {
  /** Says the event of this seq, which is in the log. */
  void speak(long seq);

  /**
   * The whole state, after all that was decided.
   *
   * @param last the id of the last event in it
   */
  String snapshot(EventId last);

  /** The room goes on at a higher epoch. */
  void raised(long epoch);

  /** The journal has not answered for a moment. */
  void paused();

  /** It answers again. */
  void resumed();

  /** There is space again for more to be decided. */
  void relieved();

  /** All is kept and said, and nothing more is decided: the room was handed over. */
  void frozen();

  /** The room is another's: it is gone from here. */
  void fenced(String why);
}

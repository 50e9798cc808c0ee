package usher.node.journal;

import java.util.List;
import usher.common.journal.RoomEvent;

/**
 * Who keeps a room's events, and lets its words out. The room decides first, puts the events into
 * its {@link EventLog}, and hands them over; words leave in the order in which they were handed
 * over. Owned by the room's loop.
 */
public interface Custody {
  /**
   * Events that were decided together, already in the log: each is said by {@link Custodian#speak},
   * once it is kept.
   */
  void append(List<RoomEvent> events);

  /** A word that is no event: said once all that was decided before it is kept, and is ours. */
  void say(Runnable word);

  /** The epoch of the room now: of the events that are decided from here on. */
  long epoch();

  /** The seq up to which every event is kept. */
  long kept();

  /** Whether the room may decide: it is neither being handed over nor gone. */
  boolean mayDecide();

  /** Whether so much waits to be kept or said that no more may be decided for now. */
  boolean isFull();

  /** Whether nothing waits to be kept or said. */
  boolean isIdle();

  /** Decide no more; {@link Custodian#frozen} is called once all is kept and said. */
  void release();

  /** Nobody knows what became of what was under way. */
  void doubt(String why);

  /** Time passed. */
  void tick(long nowNs);

  /** The room is gone: nothing is said or asked any more. */
  void end();

  /** How it stands, for the log; empty where there is nothing to say. */
  String line();
}

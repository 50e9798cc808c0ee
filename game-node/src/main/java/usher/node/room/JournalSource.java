package usher.node.room;

import java.time.Duration;
import usher.common.journal.Journal;

/** Where the journals come from that routers name. Any thread. */
public interface JournalSource {
  /**
   * A journal that is being connected to.
   *
   * @param retention how long it keeps a room that nobody touches
   * @param close ends it; returns at once
   */
  record Opened(Journal journal, Duration retention, Runnable close) {}

  /**
   * Opens the journal of an address; returns at once.
   *
   * @param onBroken called each time a connection to it broke
   * @throws IllegalArgumentException if it is no address of a journal; the message says why
   */
  Opened open(String address, Runnable onBroken);
}

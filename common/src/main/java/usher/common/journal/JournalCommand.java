package usher.common.journal;

import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;
import usher.common.room.RoomId;

/** What a journal is asked: one command on one room's stream each. */
public sealed interface JournalCommand {
  /** Whose stream it is. */
  RoomId room();

  /**
   * Add an entry at the top. An entry that creates the stream, or carries a snapshot, also renews
   * the time after which a room that nobody touches is forgotten.
   *
   * @param create whether the stream is made if there is none: for claims only
   * @param keepFrom entries below this id are dropped in the same command; null where none are
   */
  record Append(RoomId room, JournalEntry entry, boolean create, @Nullable EventId keepFrom)
      implements JournalCommand {}

  /** What is the newest entry? */
  record Top(RoomId room) implements JournalCommand {}

  /**
   * The entries above an id, oldest first.
   *
   * @param max the most of them, at least 1: fewer come only where there are no more
   */
  record Range(RoomId room, EventId above, int max) implements JournalCommand {}

  /** The room is still of use: renew the time after which it is forgotten. */
  record Renew(RoomId room) implements JournalCommand {}
}

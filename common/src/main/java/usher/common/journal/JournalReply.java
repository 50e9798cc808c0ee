package usher.common.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a journal answers. */
public sealed interface JournalReply {
  /** The entry is kept (or the time renewed), as durably as the journal is set up for. */
  record Done() implements JournalReply {}

  /**
   * What {@link JournalCommand.Top} asked for.
   *
   * @param entry the newest entry; null where there is no stream
   */
  record Top(@Nullable JournalEntry entry) implements JournalReply {}

  /** What {@link JournalCommand.Range} asked for. */
  record Entries(List<JournalEntry> entries) implements JournalReply {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /** The id is not above the top, or there is no stream: nothing was written. */
  record Refused(String why) implements JournalReply {}

  /**
   * Whether it was done is not known: the connection broke or was silent too long, or Redis
   * answered with an error, such as that its memory is full.
   *
   * @param broken whether it is the connection that failed, and with it everything under way
   */
  record Failed(boolean broken, String why) implements JournalReply {}
}

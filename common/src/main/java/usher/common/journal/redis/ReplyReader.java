package usher.common.journal.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;

/** Makes of what Redis answered what the journal answers. */
final class ReplyReader {
  private static final String NOT_ABOVE_TOP = "equal or smaller than";

  private ReplyReader() {}

  /**
   * Reads the answer to one command.
   *
   * @param first what Redis answered; an exception where that is an error
   * @param expire what it answered to the renewal of the room's time; null where none was asked
   */
  static JournalReply read(
      JournalCommand command, @Nullable Object first, @Nullable Object expire) {
    if (first instanceof JedisDataException error) {
      String text = String.valueOf(error.getMessage());
      return command instanceof JournalCommand.Append && text.contains(NOT_ABOVE_TOP)
          ? new JournalReply.Refused("the id is not above the top")
          : new JournalReply.Failed(false, "Redis says: " + text);
    }
    try {
      return answer(command, first, expire);
    } catch (ClassCastException | IndexOutOfBoundsException | NumberFormatException e) {
      return new JournalReply.Failed(false, "Redis answered out of form (" + e.getMessage() + ")");
    }
  }

  private static JournalReply answer(
      JournalCommand command, @Nullable Object first, @Nullable Object expire) {
    if (command instanceof JournalCommand.Append) {
      if (first == null) {
        return new JournalReply.Refused("there is no stream");
      }
      return expire instanceof JedisDataException error
          ? new JournalReply.Failed(false, "Redis says of EXPIRE: " + error.getMessage())
          : new JournalReply.Done();
    }
    if (command instanceof JournalCommand.Renew) {
      return Long.valueOf(1).equals(first)
          ? new JournalReply.Done()
          : new JournalReply.Refused("there is no stream");
    }
    List<JournalEntry> entries = first == null ? List.of() : EntryCodec.readAll(first);
    if (command instanceof JournalCommand.Top) {
      return new JournalReply.Top(entries.isEmpty() ? null : entries.get(0));
    }
    return new JournalReply.Entries(entries);
  }
}

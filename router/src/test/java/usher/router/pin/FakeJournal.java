package usher.router.pin;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import usher.common.journal.Journal;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.player.EventId;
import usher.common.room.RoomId;

/** A journal that has the newest entry of each room, and answers at once. */
final class FakeJournal implements Journal {
  final Map<RoomId, JournalEntry> tops = new HashMap<>();

  /** What it answers instead, if anything. */
  JournalReply instead = new JournalReply.Done();

  boolean failing;
  boolean full;

  @Override
  public boolean ask(JournalCommand command, Consumer<JournalReply> replyTo) {
    if (full) {
      return false;
    }
    replyTo.accept(failing ? instead : answer(command));
    return true;
  }

  private JournalReply answer(JournalCommand command) {
    JournalEntry top = tops.get(command.room());
    if (command instanceof JournalCommand.Append append) {
      if (top != null && !isAbove(append.entry().id(), top.id())) {
        return new JournalReply.Refused("not above the top");
      }
      tops.put(command.room(), append.entry());
      return new JournalReply.Done();
    }
    return command instanceof JournalCommand.Top
        ? new JournalReply.Top(top)
        : new JournalReply.Failed(false, "not asked of it here");
  }

  private static boolean isAbove(EventId id, EventId top) {
    return id.epoch() > top.epoch() || (id.epoch() == top.epoch() && id.seq() > top.seq());
  }
}

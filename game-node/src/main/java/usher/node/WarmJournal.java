package usher.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.journal.Journal;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.player.EventId;
import usher.common.room.RoomId;
import usher.node.room.JournalSource;

/**
 * A journal in memory, for the few rooms of a {@link WarmUp}: it replies at once, on the thread
 * that asks. Any thread.
 */
final class WarmJournal implements Journal, JournalSource {
  private final Map<RoomId, List<JournalEntry>> streams = new HashMap<>();

  @Override
  public Opened open(String address, Runnable onBroken) {
    return new Opened(this, Duration.ofDays(1), () -> {});
  }

  @Override
  public boolean ask(JournalCommand command, Consumer<JournalReply> replyTo) {
    replyTo.accept(replyTo(command));
    return true;
  }

  private synchronized JournalReply replyTo(JournalCommand command) {
    List<JournalEntry> stream = streams.get(command.room());
    if (command instanceof JournalCommand.Append append) {
      return append(stream, append);
    }
    if (command instanceof JournalCommand.Top) {
      return new JournalReply.Top(top(stream));
    }
    if (command instanceof JournalCommand.Range range) {
      List<JournalEntry> all = stream == null ? List.of() : stream;
      return new JournalReply.Entries(
          all.stream()
              .filter(entry -> isAbove(entry.id(), range.above()))
              .limit(range.max())
              .toList());
    }
    return new JournalReply.Done();
  }

  private JournalReply append(@Nullable List<JournalEntry> known, JournalCommand.Append append) {
    if (known == null && !append.create()) {
      return new JournalReply.Refused("there is no stream");
    }
    List<JournalEntry> stream = known == null ? new ArrayList<>() : known;
    JournalEntry top = top(stream);
    if (top != null && !isAbove(append.entry().id(), top.id())) {
      return new JournalReply.Refused("the top is " + top.id());
    }
    stream.add(append.entry());
    EventId from = append.keepFrom();
    if (from != null) {
      stream.removeIf(entry -> isAbove(from, entry.id()));
    }
    streams.put(append.room(), stream);
    return new JournalReply.Done();
  }

  private static boolean isAbove(EventId one, EventId other) {
    return one.epoch() != other.epoch() ? one.epoch() > other.epoch() : one.seq() > other.seq();
  }

  private static @Nullable JournalEntry top(@Nullable List<JournalEntry> stream) {
    return stream == null || stream.isEmpty() ? null : stream.get(stream.size() - 1);
  }
}

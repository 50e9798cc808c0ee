package usher.node.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.journal.Journal;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.player.EventId;

/**
 * One room's stream in memory. What is asked waits until the test has it carried out, fail, break
 * or be refused.
 */
public final class FakeJournal implements Journal {
  private record Asked(JournalCommand command, Consumer<JournalReply> replyTo) {}

  public final List<JournalEntry> stream = new ArrayList<>();
  private final ArrayDeque<Asked> asked = new ArrayDeque<>();
  private boolean busy;
  private int renewals;
  private int reads;

  @Override
  public boolean ask(JournalCommand command, Consumer<JournalReply> replyTo) {
    if (!busy) {
      asked.add(new Asked(command, replyTo));
    }
    return !busy;
  }

  /** From now on as much waits as may, or no more. */
  public void busy(boolean now) {
    busy = now;
  }

  /** How much waits for an answer. */
  public int waiting() {
    return asked.size();
  }

  /** What waits longest. */
  public JournalCommand first() {
    return asked.element().command();
  }

  /** How often the time was renewed. */
  public int renewals() {
    return renewals;
  }

  /** How often the top was read. */
  public int reads() {
    return reads;
  }

  /** Carries out what waits longest, and says so. */
  public void answer() {
    Asked next = asked.remove();
    next.replyTo().accept(carryOut(next.command()));
  }

  /** Carries out all that waits, and what is asked meanwhile. */
  public void answerAll() {
    while (!asked.isEmpty()) {
      answer();
    }
  }

  /** What waits longest fails; it may have been carried out for all that. */
  public void fail(boolean carriedOut, boolean broken) {
    Asked next = asked.remove();
    if (carriedOut) {
      carryOut(next.command());
    }
    next.replyTo().accept(new JournalReply.Failed(broken, "the test says so"));
  }

  /** The connection breaks: nothing that waits is answered; each may have been carried out. */
  public void breakAll(boolean carriedOut) {
    for (int left = asked.size(); left > 0; left--) {
      fail(carriedOut, true);
    }
  }

  /** The newest entry; null where there is none. */
  public @Nullable JournalEntry top() {
    return stream.isEmpty() ? null : stream.get(stream.size() - 1);
  }

  /** Another makes an entry. */
  public void add(JournalEntry entry) {
    stream.add(entry);
  }

  private JournalReply carryOut(JournalCommand command) {
    if (command instanceof JournalCommand.Append append) {
      return append(append);
    } else if (command instanceof JournalCommand.Top) {
      reads++;
      return new JournalReply.Top(top());
    } else if (command instanceof JournalCommand.Range range) {
      return new JournalReply.Entries(
          stream.stream()
              .filter(entry -> Claims.isAbove(entry.id(), range.above()))
              .limit(range.max())
              .toList());
    }
    renewals++;
    return new JournalReply.Done();
  }

  private JournalReply append(JournalCommand.Append append) {
    JournalEntry top = top();
    JournalEntry entry = append.entry();
    boolean below = top != null && !Claims.isAbove(entry.id(), top.id());
    if (below || (top == null && !append.create())) {
      return new JournalReply.Refused(entry.id() + " is not above the top");
    }
    stream.add(entry);
    EventId keepFrom = append.keepFrom();
    if (keepFrom != null) {
      stream.removeIf(old -> Claims.isAbove(keepFrom, old.id()));
    }
    return new JournalReply.Done();
  }
}

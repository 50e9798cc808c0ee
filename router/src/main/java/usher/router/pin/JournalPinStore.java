package usher.router.pin;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.journal.Journal;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.room.RoomId;

/**
 * Pins as the journal has them: the newest entry of a room's stream names its owner, and a claim is
 * an entry above it, which the stream refuses to all but one. Any thread.
 */
public final class JournalPinStore implements PinStore {
  private static final String BUSY = "as much waits for the journal as may";

  private final Journal journal;

  public JournalPinStore(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void lookUp(RoomId room, Consumer<StoredPin> replyTo) {
    boolean asked =
        journal.ask(new JournalCommand.Top(room), reply -> replyTo.accept(found(reply)));
    if (!asked) {
      replyTo.accept(new StoredPin.Unavailable(BUSY));
    }
  }

  @Override
  public void claim(
      RoomId room, long epoch, Incarnation owner, String nonce, Consumer<ClaimOutcome> replyTo) {
    JournalEntry entry = JournalEntry.claim(epoch, owner.toString(), nonce);
    boolean asked =
        journal.ask(
            new JournalCommand.Append(room, entry, true, null),
            reply -> replyTo.accept(outcome(reply)));
    if (!asked) {
      replyTo.accept(ClaimOutcome.UNAVAILABLE);
    }
  }

  private static StoredPin found(JournalReply reply) {
    if (reply instanceof JournalReply.Top top) {
      JournalEntry entry = top.entry();
      return entry == null ? new StoredPin.None() : kept(entry);
    }
    return new StoredPin.Unavailable(
        reply instanceof JournalReply.Failed failed ? failed.why() : "the journal said " + reply);
  }

  private static StoredPin kept(JournalEntry entry) {
    if (entry.form() == JournalEntry.Form.NEWER) {
      return new StoredPin.Newer();
    }
    Incarnation owner = entry.form() == JournalEntry.Form.OURS ? incarnation(entry.owner()) : null;
    return owner == null
        ? new StoredPin.Foreign(entry.id().epoch())
        : new StoredPin.Kept(entry.id().epoch(), owner, entry.claim());
  }

  private static ClaimOutcome outcome(JournalReply reply) {
    if (reply instanceof JournalReply.Done) {
      return ClaimOutcome.MADE;
    }
    return reply instanceof JournalReply.Refused ? ClaimOutcome.REFUSED : ClaimOutcome.UNAVAILABLE;
  }

  /** From {@code node#boot}; null where the text is no such thing. */
  private static @Nullable Incarnation incarnation(String text) {
    int at = text.indexOf('#');
    if (at < 0
        || !NodeId.isValid(text.substring(0, at))
        || !NodeId.isValid(text.substring(at + 1))) {
      return null;
    }
    return new Incarnation(new NodeId(text.substring(0, at)), text.substring(at + 1));
  }
}

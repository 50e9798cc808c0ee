package usher.common.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;

/**
 * One entry of a room's stream. All that comes of one command is one entry, whose id ends in the
 * seq of its last event; an entry with seq 0 is a claim: from there on the room is its owner's.
 *
 * @param id {@code epoch-seq}
 * @param form whether the rest can be believed
 * @param owner {@code node#incarnation}, as {@link usher.common.control.Incarnation} writes it;
 *     empty where the form is foreign
 * @param claim what tells the owner's claim from every other; each entry names the claim it rests
 *     on
 * @param events in order of seq; of a claim, those that the owner does not know to be kept
 * @param snapshot the room's state after these events; null in most entries
 */
public record JournalEntry(
    EventId id,
    Form form,
    String owner,
    String claim,
    List<RoomEvent> events,
    @Nullable String snapshot) {
  /** The version of entries that this software writes. */
  public static final int VERSION = 1;

  /** Whose an entry is. */
  public enum Form {
    /** Of a version that we read. */
    OURS,
    /** Of software that is newer than this: its room cannot be opened here. */
    NEWER,
    /** Another program's: to be passed over. */
    FOREIGN
  }

  public JournalEntry {
    events = List.copyOf(events);
  }

  /** A claim as a router makes it. */
  public static JournalEntry claim(long epoch, String owner, String claim) {
    return claim(epoch, owner, claim, List.of(), null);
  }

  /** A claim as a node in doubt makes it, with all that its room holds. */
  public static JournalEntry claim(
      long epoch, String owner, String claim, List<RoomEvent> events, @Nullable String snapshot) {
    return new JournalEntry(new EventId(epoch, 0), Form.OURS, owner, claim, events, snapshot);
  }

  /** An entry that is not ours, or not of a version that we read. */
  public static JournalEntry unread(EventId id, Form form) {
    return new JournalEntry(id, form, "", "", List.of(), null);
  }

  /** Whether it is a claim that we read. */
  public boolean isClaim() {
    return form == Form.OURS && id.seq() == 0;
  }
}

package usher.node.journal;

import java.util.LinkedHashSet;
import java.util.Set;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.player.EventId;

/**
 * What a room's owner knows of its claims: those that it made or was given, the epoch it is at, and
 * the newest entry of its own that the journal acknowledged. Owned by the room's loop.
 */
final class Claims {
  /** So many claims of its own an owner knows again: in a doubt, each try makes one. */
  static final int MAX_KNOWN = 256;

  private final Set<String> own = new LinkedHashSet<>();
  private String current;
  private EventId top;
  private long epoch;
  private long confirmed;

  Claims(EventId top, String claim) {
    this.top = top;
    this.epoch = top.epoch();
    this.confirmed = top.epoch();
    this.current = claim;
    own.add(claim);
  }

  /** The claim that entries name. */
  String current() {
    return current;
  }

  /** The epoch that the owner last asked for. */
  long epoch() {
    return epoch;
  }

  /** The newest entry that is acknowledged. */
  EventId top() {
    return top;
  }

  /** The epoch of the newest claim that is acknowledged. */
  long confirmed() {
    return confirmed;
  }

  /** An entry is acknowledged. */
  void acknowledged(EventId id) {
    if (isAbove(id, top)) {
      top = id;
    }
  }

  /** A claim is about to be asked for: whether it comes back or not, it may be in the journal. */
  void asked(long next, String claim) {
    epoch = next;
    own.add(claim);
    if (own.size() > MAX_KNOWN) {
      // The second oldest: the oldest is the one that entries may still name.
      own.stream().filter(known -> !known.equals(current)).findFirst().ifPresent(own::remove);
    }
  }

  /** A claim is acknowledged. */
  void claimed(EventId id, String claim) {
    current = claim;
    top = id;
    confirmed = id.epoch();
  }

  boolean isOwn(JournalEntry entry) {
    return own.contains(entry.claim());
  }

  /** Whether a read of the top says that the room is still ours, and that nothing was lost. */
  boolean provenBy(JournalReply reply) {
    return reply instanceof JournalReply.Top read
        && read.entry() != null
        && isOwn(read.entry())
        && !isAbove(top, read.entry().id());
  }

  static boolean isAbove(EventId a, EventId b) {
    return a.epoch() > b.epoch() || (a.epoch() == b.epoch() && a.seq() > b.seq());
  }
}

package usher.node.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;

/**
 * The way out of doubt: read the top, and either go on, or claim the room anew with all that may
 * not be kept, or let go of it. Tries again, paced, until one of these is sure. Owned by the room's
 * loop.
 */
final class Doubt {
  /** The first wait before a read, in nanoseconds; each try that fails doubles it. */
  static final long FIRST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(4);

  /** The longest wait before a read, in nanoseconds. */
  static final long MAX_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(250);

  /** How a room stands: what is kept, whether more is under way, how many words wait. */
  record Stand(long kept, boolean nothingUnderWay, long lastWord) {}

  /** How a doubt ends. */
  interface End {
    /** How the room stands now. */
    Stand stand();

    /** All is well. */
    void unfounded(long provenUpTo);

    /** The room is claimed anew; up to {@code covered} all is in the claim. */
    void claimed(EventId claim, long covered, long provenUpTo);

    /** The room is another's. */
    void fenced(String why);
  }

  private final Kept.Ownership ownership;
  private final Custodian room;
  private final EventLog events;
  private final Claims claims;
  private final Outside outside;
  private final End end;
  private long waitNs;
  private int tries;

  Doubt(
      Kept.Ownership ownership,
      Custodian room,
      EventLog events,
      Claims claims,
      Outside outside,
      End end) {
    this.ownership = ownership;
    this.room = room;
    this.events = events;
    this.claims = claims;
    this.outside = outside;
    this.end = end;
  }

  void start() {
    waitNs = FIRST_WAIT_NS;
    again();
  }

  /** The room is gone: whatever comes back means nothing. */
  void end() {
    tries++;
  }

  private void again() {
    int mine = ++tries;
    long jittered = (long) (waitNs * (0.5 + outside.random() / 2));
    waitNs = Math.min(MAX_WAIT_NS, waitNs * 2);
    outside.later(
        jittered,
        () -> {
          if (mine == tries) {
            read();
          }
        });
  }

  private void read() {
    int mine = ++tries;
    long lastWord = end.stand().lastWord();
    boolean asked =
        outside.ask(
            new JournalCommand.Top(ownership.room()),
            reply -> {
              if (mine == tries) {
                onTop(reply, lastWord);
              }
            });
    if (!asked) {
      again();
    }
  }

  private void onTop(JournalReply reply, long lastWord) {
    if (!(reply instanceof JournalReply.Top read)) {
      again();
      return;
    }
    JournalEntry top = read.entry();
    EventId id = top == null ? new EventId(0, 0) : top.id();
    boolean own = top != null && claims.isOwn(top);
    Stand now = end.stand();
    boolean founded = ownership.rules().hold(Rule.DOUBT);
    if (own && now.nothingUnderWay() && id.equals(claims.top()) && founded) {
      tries++;
      end.unfounded(lastWord);
    } else if (id.epoch() < claims.confirmed() && founded) {
      // The journal went back: what it acknowledged is lost there, but not here.
      claim(claims.confirmed() + 1, true);
    } else if (own && founded) {
      boolean lost = Claims.isAbove(claims.top(), id);
      claim(id.epoch() + 1, lost);
    } else {
      tries++;
      end.fenced(why(top));
    }
  }

  private static String why(@Nullable JournalEntry top) {
    if (top == null) {
      return "the journal does not have it any more";
    }
    return switch (top.form()) {
      case OURS -> top.owner() + " has it at epoch " + top.id().epoch();
      case NEWER -> "software that is newer than this has it";
      case FOREIGN -> "another program wrote to its stream";
    };
  }

  /**
   * Claims at one above the top that was read, however often that was tried: who claimed since then
   * has this epoch too, and only one of the two is taken. A higher one would take the room from a
   * new owner, with all that it acknowledged.
   */
  private void claim(long epoch, boolean lost) {
    int mine = ++tries;
    Stand now = end.stand();
    String claim = outside.fresh();
    claims.asked(epoch, claim);
    EventId last = events.last();
    long covered = last.seq();
    EventId lastThen = covered > now.kept() ? new EventId(epoch, covered) : last;
    JournalEntry entry =
        JournalEntry.claim(
            epoch,
            ownership.owner(),
            claim,
            carried(epoch, now.kept(), lost),
            room.snapshot(lastThen));
    boolean asked =
        outside.ask(
            new JournalCommand.Append(ownership.room(), entry, true, null),
            reply -> {
              if (mine == tries) {
                onClaimed(reply, entry, covered, now.lastWord());
              }
            });
    if (!asked) {
      again();
    }
  }

  private List<RoomEvent> carried(long epoch, long kept, boolean lost) {
    List<RoomEvent> carried = new ArrayList<>();
    for (RoomEvent event : events.range(lost ? events.first() : kept + 1, Long.MAX_VALUE)) {
      carried.add(event.id().seq() > kept ? EventLog.withEpoch(event, epoch) : event);
    }
    return carried;
  }

  private void onClaimed(JournalReply reply, JournalEntry entry, long covered, long provenUpTo) {
    if (reply instanceof JournalReply.Done) {
      tries++;
      claims.claimed(entry.id(), entry.claim());
      end.claimed(entry.id(), covered, provenUpTo);
    } else {
      again();
    }
  }
}

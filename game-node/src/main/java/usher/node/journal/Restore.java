package usher.node.journal;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;

/**
 * Brings a room back from its journal, page by page, if the last of them says that it is ours.
 * Whether it still is, the room finds out before it says a word: what it says to who opens it waits
 * for a read of the top, and what it appends is refused where it is not. While the journal does not
 * answer, begins anew. Owned by the room's loop.
 *
 * @param <T> what is rebuilt
 */
public final class Restore<T extends Restore.Target> {
  /** How long to wait before beginning anew, in nanoseconds. */
  static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final Logger log = LoggerFactory.getLogger(Restore.class);

  /** What is rebuilt. */
  public interface Target {
    /** The id of the last event in a snapshot; the state stays as it is. */
    EventId covers(String snapshot);

    /** The state was this: all before is void. */
    void restore(String snapshot);

    /** This happened next. */
    void apply(RoomEvent event);

    /** The log to put events into. */
    EventLog log();
  }

  /** How a restore ends. */
  public interface End<T> {
    /** The room is ours, and whole. */
    void restored(T room, Restored found);

    /** It is another's, or none's. */
    void notOurs(String why);

    /** Software newer than this wrote it. */
    void newer();
  }

  private final Kept.Ownership ownership;
  private final long epoch;
  private final Outside outside;
  private final Supplier<T> fresh;
  private final End<T> end;
  private int tries;
  private T room;
  private Replay replay;

  /**
   * @param epoch that the room was claimed at for us
   * @param fresh makes an empty room to replay into
   */
  public Restore(
      Kept.Ownership ownership, long epoch, Outside outside, Supplier<T> fresh, End<T> end) {
    this.ownership = ownership;
    this.epoch = epoch;
    this.outside = outside;
    this.fresh = fresh;
    this.end = end;
    this.room = fresh.get();
    this.replay = new Replay(room, ownership.rules());
  }

  /** Begins. */
  public void start() {
    tries++;
    room = fresh.get();
    replay = new Replay(room, ownership.rules());
    page(new EventId(0, 0));
  }

  /** Nobody wants it any more. */
  public void cancel() {
    tries++;
  }

  private void again() {
    int mine = ++tries;
    outside.later(
        RETRY_NS,
        () -> {
          if (mine == tries) {
            start();
          }
        });
  }

  private void page(EventId above) {
    int mine = ++tries;
    int entries = ownership.rules().scale().pageEntries();
    boolean asked =
        outside.ask(
            new JournalCommand.Range(ownership.room(), above, entries),
            reply -> {
              if (mine == tries) {
                onPage(reply);
              }
            });
    if (!asked) {
      again();
    }
  }

  private void onPage(JournalReply reply) {
    if (!(reply instanceof JournalReply.Entries page)) {
      again();
      return;
    }
    List<JournalEntry> entries = page.entries();
    entries.forEach(replay::entry);
    if (entries.size() == ownership.rules().scale().pageEntries()) {
      page(entries.get(entries.size() - 1).id());
    } else {
      complete();
    }
  }

  private void complete() {
    tries++;
    if (replay.isNewer()) {
      log.error(
          "room {} cannot be opened here: software newer than this wrote its journal; update"
              + " this node",
          ownership.room());
      end.newer();
    } else if (replay.isEmpty()) {
      end.notOurs("the journal does not have it");
    } else {
      judge(replay.last(), replay.lastOwner(), replay.lastClaim());
    }
  }

  private void judge(EventId top, String owner, String claim) {
    if (replay.foreign() > 0) {
      log.error(
          "room {}: passed over {} entries that another program wrote to its stream",
          ownership.room(),
          replay.foreign());
    }
    boolean ours = owner.equals(ownership.owner());
    if (!ours && !ownership.rules().hold(Rule.ONCE)) {
      ours = node(owner).equals(node(ownership.owner()));
    }
    if (ours && (top.epoch() == epoch || !ownership.rules().hold(Rule.ONCE))) {
      replay.rebuild();
      end.restored(room, new Restored(top, claim, replay.marks()));
    } else {
      end.notOurs(owner + " has it at epoch " + top.epoch());
    }
  }

  private static String node(String owner) {
    int mark = owner.indexOf('#');
    return mark < 0 ? owner : owner.substring(0, mark);
  }
}

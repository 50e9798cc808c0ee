package usher.node.journal;

import java.util.ArrayDeque;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;
import usher.node.journal.Restored.Mark;

/**
 * Which snapshots a room's stream has: when the next is due, and what it drops. Owned by the room's
 * loop.
 */
final class Snapshots {
  /** What an event is written down with beside its JSON, about. */
  private static final int CHARACTERS_BESIDE = 150;

  /** A snapshot, and when it was taken or found. */
  private record Taken(Mark mark, long atNs) {}

  private final ArrayDeque<Taken> marks = new ArrayDeque<>();
  private final Rules rules;
  private long since;
  private long written;

  /**
   * @param restored those that are there, oldest first
   * @param seq the room's last
   */
  Snapshots(Rules rules, Collection<Mark> restored, long seq, long nowNs) {
    this.rules = rules;
    restored.forEach(mark -> marks.addLast(new Taken(mark, nowNs)));
    Taken newest = marks.peekLast();
    since = newest == null ? 0 : seq - newest.mark().seq();
  }

  /**
   * So many events happened; whether their entry carries a snapshot.
   *
   * @param characters of these events, as JSON
   */
  boolean due(int events, int characters) {
    since += events;
    written += characters + (long) events * CHARACTERS_BESIDE;
    return marks.isEmpty()
        || since >= rules.scale().snapshotEvents()
        || (since >= rules.scale().soonEvents() && written >= marks.getLast().mark().length());
  }

  /**
   * An entry carries a snapshot.
   *
   * @param length of the snapshot, in characters
   * @param kept the last event that is known to be in the stream
   * @return what entries to keep, from which on; null for all
   */
  @Nullable EventId taken(EventId id, long seq, int length, long kept, long nowNs) {
    Mark from = null;
    if (rules.hold(Rule.TAIL)) {
      for (Taken taken : marks) {
        if (isPast(taken, seq, kept, nowNs)) {
          from = taken.mark();
        }
      }
    } else {
      from = new Mark(id, seq, length);
    }
    if (from != null) {
      long keep = from.seq();
      marks.removeIf(taken -> taken.mark().seq() < keep);
    }
    marks.addLast(new Taken(new Mark(id, seq, length), nowNs));
    since = 0;
    written = 0;
    return from == null ? null : from.id();
  }

  /** Whether nobody who is there can still ask for what came before a snapshot. */
  private boolean isPast(Taken taken, long seq, long kept, long nowNs) {
    Scale scale = rules.scale();
    long covers = taken.mark().seq();
    boolean old = nowNs - taken.atNs() >= scale.recentNs();
    return covers <= seq - scale.logEvents()
        || (old && covers <= Math.min(seq - scale.tailEvents(), kept));
  }

  /** A claim carries a snapshot: those above were never kept. The next one may come soon. */
  void claimed(EventId id, long seq, long nowNs) {
    marks.removeIf(taken -> taken.mark().seq() > seq);
    marks.addLast(new Taken(new Mark(id, seq, 0), nowNs));
    since = 0;
    written = 0;
  }
}

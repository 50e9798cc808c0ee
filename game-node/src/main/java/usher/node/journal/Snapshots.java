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

  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private final Rules rules;
  private long since;
  private long written;

  /**
   * @param restored those that are there, oldest first
   * @param seq the room's last
   */
  Snapshots(Rules rules, Collection<Mark> restored, long seq) {
    this.rules = rules;
    marks.addAll(restored);
    Mark newest = marks.peekLast();
    since = newest == null ? 0 : seq - newest.seq();
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
        || (since >= rules.scale().soonEvents() && written >= marks.getLast().length());
  }

  /**
   * An entry carries a snapshot.
   *
   * @param length of the snapshot, in characters
   * @return what entries to keep, from which on; null for all
   */
  @Nullable EventId taken(EventId id, long seq, int length) {
    Mark from = null;
    if (rules.hold(Rule.TAIL)) {
      for (Mark mark : marks) {
        if (mark.seq() <= seq - rules.scale().tailEvents()) {
          from = mark;
        }
      }
    } else {
      from = new Mark(id, seq, length);
    }
    if (from != null) {
      long keep = from.seq();
      marks.removeIf(mark -> mark.seq() < keep);
    }
    marks.addLast(new Mark(id, seq, length));
    since = 0;
    written = 0;
    return from == null ? null : from.id();
  }

  /** A claim carries a snapshot: those above were never kept. The next one may come soon. */
  void claimed(EventId id, long seq) {
    marks.removeIf(mark -> mark.seq() > seq);
    marks.addLast(new Mark(id, seq, 0));
    since = 0;
    written = 0;
  }
}

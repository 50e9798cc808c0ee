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
  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private final Rules rules;
  private long since;

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

  /** So many events happened; whether their entry carries a snapshot. */
  boolean due(int events) {
    since += events;
    return marks.isEmpty() || since >= rules.scale().snapshotEvents();
  }

  /**
   * An entry carries a snapshot.
   *
   * @return what entries to keep, from which on; null for all
   */
  @Nullable EventId taken(EventId id, long seq) {
    Mark from = null;
    if (rules.hold(Rule.TAIL)) {
      for (Mark mark : marks) {
        if (mark.seq() <= seq - rules.scale().tailEvents()) {
          from = mark;
        }
      }
    } else {
      from = new Mark(id, seq);
    }
    if (from != null) {
      long keep = from.seq();
      marks.removeIf(mark -> mark.seq() < keep);
    }
    marks.addLast(new Mark(id, seq));
    since = 0;
    return from == null ? null : from.id();
  }

  /** A claim carries a snapshot: those above were never kept. */
  void claimed(EventId id, long seq) {
    marks.removeIf(mark -> mark.seq() > seq);
    marks.addLast(new Mark(id, seq));
    since = 0;
  }
}

package usher.node.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.journal.JournalEntry;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;

/**
 * Rebuilds a room from its entries, fed in order. The log gets each event at once; the state is
 * made at the end, from the newest snapshot and what came after it. Owned by the room's loop.
 */
final class Replay {
  private final Restore.Target target;
  private final Rules rules;
  private final List<Restored.Mark> marks = new ArrayList<>();
  private final List<RoomEvent> sinceSnapshot = new ArrayList<>();
  private @Nullable String newestSnapshot;
  private EventId last = new EventId(0, 0);
  private String lastClaim = "";
  private String lastOwner = "";
  private boolean skipping;
  private boolean stopped;
  private boolean newer;
  private int foreign;
  private boolean empty = true;

  Replay(Restore.Target target, Rules rules) {
    this.target = target;
    this.rules = rules;
  }

  void entry(JournalEntry entry) {
    empty = false;
    if (entry.form() == JournalEntry.Form.FOREIGN) {
      foreign++;
      return;
    }
    last = entry.id();
    if (entry.form() == JournalEntry.Form.NEWER) {
      newer = true;
      return;
    }
    lastClaim = entry.claim();
    lastOwner = entry.owner();
    String snapshot = entry.snapshot();
    newer &= snapshot == null;
    if (stopped) {
      return;
    }
    if (snapshot != null) {
      skipping = false;
      entry.events().forEach(target.log()::put);
      newestSnapshot = snapshot;
      sinceSnapshot.clear();
      EventId covers = target.covers(snapshot);
      if (target.log().last().seq() != covers.seq()) {
        target.log().restart(covers);
      }
      marks.add(new Restored.Mark(entry.id(), covers.seq(), snapshot.length()));
    } else if (entry.isClaim()) {
      skipping = false;
    } else if (!skipping) {
      entry.events().forEach(this::event);
    }
    target.log().said(target.log().last().seq());
  }

  private void event(RoomEvent event) {
    long next = target.log().last().seq() + 1;
    if (skipping || stopped || event.id().seq() < next) {
      return;
    }
    if (event.id().seq() > next) {
      skipping = rules.hold(Rule.GAP_SKIP);
      stopped = !skipping;
      return;
    }
    target.log().add(event);
    sinceSnapshot.add(event);
  }

  /** All entries were fed: makes the state. */
  void rebuild() {
    if (newestSnapshot != null) {
      target.restore(newestSnapshot);
    }
    sinceSnapshot.forEach(target::apply);
  }

  /** Whether newer software wrote something that no snapshot of ours covers. */
  boolean isNewer() {
    return newer;
  }

  /** Whether there was no entry at all. */
  boolean isEmpty() {
    return empty;
  }

  /** How many entries were another program's. */
  int foreign() {
    return foreign;
  }

  EventId last() {
    return last;
  }

  String lastClaim() {
    return lastClaim;
  }

  String lastOwner() {
    return lastOwner;
  }

  List<Restored.Mark> marks() {
    return marks;
  }
}

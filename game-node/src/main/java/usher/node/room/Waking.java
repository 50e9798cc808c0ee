package usher.node.room;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.node.journal.Kept;
import usher.node.journal.Outside;
import usher.node.journal.Restore;
import usher.node.journal.Restored;
import usher.node.journal.Rule;
import usher.node.journal.Rules;

/**
 * The rooms that are on their way back from the journal: each is opened once at an epoch, and what
 * is wanted of it meanwhile waits. Owned by a loop.
 */
final class Waking {
  /** What becomes of them. */
  interface Woken {
    /** A room is ours, and whole. */
    void restored(RoomState state, Restoring coming, Restored found, Kept.Ownership ownership);

    /** The connection to the journal broke. */
    void broken();
  }

  private static final Logger log = LoggerFactory.getLogger(Waking.class);

  private final Housing housing;
  private final Outside outside;
  private final Rules rules;
  private final Woken woken;
  private final Map<RoomId, Restoring> restoring = new HashMap<>();
  private final OpenedEpochs opened = new OpenedEpochs();
  private @Nullable Duration retention;

  Waking(Housing housing, Outside outside, Rules rules, Woken woken) {
    this.housing = housing;
    this.outside = outside;
    this.rules = rules;
    this.woken = woken;
  }

  /** Another journal, or none: what is on its way from the last does not come. */
  void keep(@Nullable Duration forRetention) {
    retention = forRetention;
    List.copyOf(restoring.keySet()).forEach(this::abandon);
  }

  OpenedEpochs opened() {
    return opened;
  }

  boolean has(RoomId id) {
    return restoring.containsKey(id);
  }

  /** Lets work wait if its room is on its way; whether it is. */
  boolean add(RoomWork work) {
    Restoring coming = restoring.isEmpty() ? null : restoring.get(work.room());
    if (coming != null) {
      coming.add(work);
    }
    return coming != null;
  }

  /** An open of a room that is in the journal, and not here. */
  void open(RoomWork.Open open) {
    Restoring coming = coming(open.room(), open.epoch());
    if (coming == null) {
      open.line().stale(opened.of(open.room()));
    } else {
      coming.add(open);
    }
  }

  /** The router placed a room here that is in the journal, and not here. */
  void place(RoomId id, long epoch, List<Arrivals.Arrival> arrivals) {
    Restoring coming = coming(id, epoch);
    for (Arrivals.Arrival arrival : arrivals) {
      if (coming != null) {
        coming.add(arrival.work());
      } else if (arrival.work() instanceof RoomWork.Open open) {
        open.line().stale(opened.of(id));
      }
    }
  }

  /** All waiting is over: who waits is to look elsewhere. */
  void closeAll() {
    List.copyOf(restoring.keySet()).forEach(this::abandon);
  }

  private @Nullable Restoring coming(RoomId id, long epoch) {
    Restoring coming = restoring.get(id);
    if (coming != null && epoch > coming.epoch()) {
      abandon(id);
      coming = null;
    }
    return coming == null ? restore(id, epoch) : coming;
  }

  private void abandon(RoomId id) {
    Restoring coming = restoring.remove(id);
    if (coming != null) {
      coming.cancel();
      coming.stale(coming.epoch());
    }
  }

  private @Nullable Restoring restore(RoomId id, long epoch) {
    Duration kept = retention;
    if (kept == null || (!opened.first(id, epoch) && rules.hold(Rule.ONCE))) {
      return null;
    }
    Kept.Ownership ownership =
        new Kept.Ownership(id, housing.settings().incarnation().toString(), kept, rules);
    Restoring coming = new Restoring(epoch);
    restoring.put(id, coming);
    Outside guarded = new Guarded(outside, action -> guard(id, coming, action), woken::broken);
    coming.begin(
        new Restore<>(
            ownership,
            epoch,
            guarded,
            () ->
                new RoomState(
                    id, housing.settings().games(), outside.nowNs(), rules.scale().logEvents()),
            new RestoreEnd(ownership, coming)));
    return coming;
  }

  private void guard(RoomId id, Restoring coming, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.error("room {} cannot be restored: {}", id, e.getMessage(), e);
      if (restoring.remove(id, coming)) {
        coming.cancel();
        coming.close(
            e instanceof GameFailedException ? CloseReason.GAME_FAILED : CloseReason.INTERNAL);
        housing.announcer().closed(id, coming.epoch());
      }
    }
  }

  /** How a restore ends. */
  private final class RestoreEnd implements Restore.End<RoomState> {
    private final Kept.Ownership ownership;
    private final Restoring coming;

    RestoreEnd(Kept.Ownership ownership, Restoring coming) {
      this.ownership = ownership;
      this.coming = coming;
    }

    @Override
    public void restored(RoomState state, Restored found) {
      restoring.remove(ownership.room());
      woken.restored(state, coming, found, ownership);
    }

    @Override
    public void notOurs(String why) {
      RoomId id = ownership.room();
      log.info("room {} is not ours at epoch {}: {}", id, coming.epoch(), why);
      restoring.remove(id);
      coming.stale(coming.epoch());
      housing.announcer().stale(id);
    }

    @Override
    public void newer() {
      restoring.remove(ownership.room());
      coming.close(CloseReason.JOURNAL_NEWER);
    }
  }
}

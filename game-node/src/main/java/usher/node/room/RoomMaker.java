package usher.node.room;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.room.RoomId;
import usher.node.journal.Custodian;
import usher.node.journal.Custody;
import usher.node.journal.EventLog;
import usher.node.journal.Kept;
import usher.node.journal.Outside;
import usher.node.journal.Restored;
import usher.node.journal.Rules;
import usher.node.journal.Unkept;

/** Makes the rooms of one share. Owned by a loop. */
final class RoomMaker {
  private static final Logger log = LoggerFactory.getLogger(RoomMaker.class);

  private final Housing housing;
  private final Outside outside;
  private final Rules rules;
  private final Room.Owner owner;
  private final BiConsumer<RoomId, Runnable> guard;
  private final Runnable broken;

  /**
   * @param guard does something for the room of this id; a mistake there costs that room
   * @param broken called when the connection to the journal broke
   */
  RoomMaker(
      Housing housing,
      Outside outside,
      Rules rules,
      Room.Owner owner,
      BiConsumer<RoomId, Runnable> guard,
      Runnable broken) {
    this.housing = housing;
    this.outside = outside;
    this.rules = rules;
    this.owner = owner;
    this.guard = guard;
    this.broken = broken;
  }

  /** A room that was restored from the journal. */
  Room kept(RoomState state, long epoch, Restored found, Kept.Ownership ownership) {
    Outside guarded = new Guarded(outside, action -> guard.accept(state.id(), action), broken);
    return room(
        state,
        epoch,
        guarded,
        (custodian, events) -> new Kept(ownership, custodian, events, found, guarded));
  }

  /**
   * A room that no journal keeps; null where it cannot be made of the snapshot.
   *
   * @param snapshot what it was elsewhere; null for a fresh one
   */
  @Nullable Room unkept(RoomId id, long epoch, @Nullable String snapshot) {
    RoomState state =
        new RoomState(id, housing.settings().games(), outside.nowNs(), rules.scale().logEvents());
    if (snapshot != null) {
      try {
        Handover.take(state, snapshot);
      } catch (RuntimeException e) {
        log.error("room {} cannot be taken over: {}", id, e.getMessage(), e);
        return null;
      }
    }
    Outside guarded = new Guarded(outside, action -> guard.accept(id, action), broken);
    return room(state, epoch, guarded, (custodian, events) -> new Unkept(custodian, events, epoch));
  }

  private Room room(
      RoomState state, long epoch, Outside out, BiFunction<Custodian, EventLog, Custody> custody) {
    return new Room(state, epoch, housing, out, rules, owner, custody);
  }
}

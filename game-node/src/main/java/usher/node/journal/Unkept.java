package usher.node.journal;

import java.util.List;
import usher.common.journal.RoomEvent;

/** Custody without a journal: all is said at once, and lives as long as the node does. */
public final class Unkept implements Custody {
  private final Custodian room;
  private final EventLog log;
  private long epoch;
  private boolean released;

  /** A room that opens at this epoch. */
  public Unkept(Custodian room, EventLog log, long epoch) {
    this.room = room;
    this.log = log;
    this.epoch = epoch;
  }

  @Override
  public void append(List<RoomEvent> events) {
    for (RoomEvent event : events) {
      room.speak(event.id().seq());
    }
  }

  @Override
  public void say(Runnable word) {
    word.run();
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public long kept() {
    return log.last().seq();
  }

  @Override
  public boolean mayDecide() {
    return !released;
  }

  @Override
  public boolean isFull() {
    return false;
  }

  @Override
  public boolean isIdle() {
    return true;
  }

  @Override
  public void release() {
    released = true;
    room.frozen();
  }

  /** The router placed the room here again, at a higher epoch. */
  public void raise(long higher) {
    epoch = higher;
    released = false;
    room.raised(higher);
  }

  @Override
  public void doubt(String why) {}

  @Override
  public void tick(long nowNs) {}

  @Override
  public void end() {
    released = true;
  }

  @Override
  public String line() {
    return "";
  }
}

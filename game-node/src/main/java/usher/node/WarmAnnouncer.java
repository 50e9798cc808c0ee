package usher.node;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeMessage;
import usher.common.control.wire.ControlCodec;
import usher.common.control.wire.ControlFormatException;
import usher.common.room.RoomId;
import usher.node.heartbeat.Announcer;

/** Stands for a router that hears of the rooms of a {@link WarmUp}. Any thread. */
final class WarmAnnouncer implements Announcer {
  private final Semaphore released = new Semaphore(0);

  /**
   * Waits until so many more rooms were handed over.
   *
   * @return false if they were not in time
   */
  boolean awaitReleased(int rooms, Duration patience) throws InterruptedException {
    return released.tryAcquire(rooms, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void opened(RoomId room, long epoch) {
    write(new NodeMessage.Opened(room, epoch));
  }

  @Override
  public void closed(RoomId room, long epoch) {
    write(new NodeMessage.Closed(room, epoch));
  }

  @Override
  public void released(RoomId room, long epoch, @Nullable String snapshot) {
    write(new NodeMessage.Released(room, epoch, snapshot));
    released.release();
  }

  @Override
  public void stale(RoomId room) {}

  private static void write(NodeMessage message) {
    try {
      ControlCodec.readNodeMessage(ControlCodec.write(message));
    } catch (ControlFormatException e) {
      throw new IllegalStateException(e);
    }
  }
}

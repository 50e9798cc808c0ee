package usher.node;

import org.jspecify.annotations.Nullable;
import usher.common.room.RoomId;
import usher.node.heartbeat.Announcer;
import usher.node.heartbeat.ControlClient;
import usher.node.heartbeat.Lease;

/**
 * What ties rooms to the router: rooms are there before the port is, and the port before what a
 * router is told of it. Until the tie is made there is no lease, and nobody to tell. Any thread.
 */
final class RouterTie implements Announcer, Lease {
  private volatile @Nullable ControlClient control;

  void tie(ControlClient to) {
    control = to;
  }

  @Override
  public boolean holds(long nowNs) {
    ControlClient tied = control;
    return tied != null && tied.lease().holds(nowNs);
  }

  @Override
  public void opened(RoomId room, long epoch) {
    ControlClient tied = control;
    if (tied != null) {
      tied.opened(room, epoch);
    }
  }

  @Override
  public void closed(RoomId room, long epoch) {
    ControlClient tied = control;
    if (tied != null) {
      tied.closed(room, epoch);
    }
  }

  @Override
  public void released(RoomId room, long epoch, @Nullable String snapshot) {
    ControlClient tied = control;
    if (tied != null) {
      tied.released(room, epoch, snapshot);
    }
  }

  @Override
  public void stale(RoomId room) {
    ControlClient tied = control;
    if (tied != null) {
      tied.stale(room);
    }
  }
}

package usher.sim;

import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.seat.SeatMetrics;

/** Nobody counts here. */
final class NoMetrics implements SeatMetrics {
  @Override
  public void seated() {}

  @Override
  public void left(CloseReason reason) {}

  @Override
  public void parked(int more) {}

  @Override
  public void opened(OpenReason why) {}

  @Override
  public void dropped(Drop why) {}

  @Override
  public void delivered(int players) {}

  @Override
  public void roomResumed(RoomId room, long afterNs) {}

  @Override
  public void locateAsked() {}
}

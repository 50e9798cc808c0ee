package usher.node;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.control.HeldRoom;
import usher.common.feed.RetainPattern;
import usher.common.room.RoomId;
import usher.node.feed.Feeds;
import usher.node.heartbeat.NodeLoad;
import usher.node.heartbeat.RoomHost;
import usher.node.room.RoomRegistry;

/**
 * All that a router has a say in: the rooms of a node and its feeds. Any thread.
 *
 * @param rooms all of them
 * @param feeds the node's; null for none
 */
record NodeHost(RoomRegistry rooms, @Nullable Feeds feeds) implements RoomHost {
  @Override
  public void place(RoomId room, long epoch, @Nullable String snapshot) {
    rooms.place(room, epoch, snapshot);
  }

  @Override
  public void release(RoomId room, long epoch) {
    rooms.release(room, epoch);
  }

  @Override
  public void forget(RoomId room, long epoch) {
    rooms.forget(room, epoch);
  }

  @Override
  public void drain() {
    rooms.drain();
    drainFeeds(true);
  }

  @Override
  public void undrain() {
    rooms.undrain();
    drainFeeds(false);
  }

  @Override
  public void journal(@Nullable String address) {
    rooms.journal(address);
  }

  @Override
  public void feeds(@Nullable String address, List<RetainPattern> retained) {
    if (feeds != null) {
      feeds.welcome(address, retained);
    }
  }

  @Override
  public List<HeldRoom> held() {
    return rooms.held();
  }

  @Override
  public NodeLoad load() {
    return rooms.load();
  }

  private void drainFeeds(boolean drain) {
    if (feeds != null) {
      feeds.drain(drain);
    }
  }
}

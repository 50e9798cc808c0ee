package usher.bench.rooms;

import io.netty.buffer.ByteBuf;
import usher.bench.house.FrameSocket;
import usher.common.net.HostPort;

/** A player in a room: counts the binary frames that it hears. On the crowd's loop. */
final class Member implements FrameSocket.Owner {
  private final Crowd crowd;
  private final int room;
  private final int index;
  private final FrameSocket socket;
  private long sentNs;

  Member(Crowd crowd, HostPort front, int room, int index) {
    this.crowd = crowd;
    this.room = room;
    this.index = index;
    this.socket = new FrameSocket(this, front, "/rooms/bench-" + room);
  }

  FrameSocket socket() {
    return socket;
  }

  /**
   * Sends a frame that is its own from now on.
   *
   * @param frame given away
   */
  void send(ByteBuf frame, long nowNs) {
    sentNs = nowNs;
    socket.send(frame);
  }

  int room() {
    return room;
  }

  /** Its place among the members of its room, which its frames begin with. */
  int index() {
    return index;
  }

  /** When it sent what it has not yet heard; 0 where it sent nothing. */
  long sentNs() {
    return sentNs;
  }

  void heard() {
    sentNs = 0;
  }

  @Override
  public void onUpgraded() {
    crowd.onUpgraded();
  }

  @Override
  public void onFrame(int opcode, int first, long length) {
    if (opcode == FrameSocket.BINARY) {
      crowd.onFrame(this, first == index);
    }
  }

  @Override
  public void onEnded() {
    crowd.onEnded();
  }
}

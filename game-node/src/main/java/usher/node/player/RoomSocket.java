package usher.node.player;

import io.netty.channel.Channel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.common.room.RoomId;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomWork;
import usher.node.seat.Line;
import usher.node.seat.RoomVoice;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/**
 * A player's own socket in a room: one line with one seat. What the player says goes to the room's
 * loop, numbered from the last n answered on. On that loop, its socket's side aside.
 */
final class RoomSocket implements SeatLine, Line {
  /** When to try again, in seconds, where a room is not here. */
  private static final int RETRY_AFTER_STALE_SECONDS = 1;

  private final RoomRegistry rooms;
  private final OpenRequest request;
  private final PlayerSocket socket;
  private final Voice voice = new Voice();
  private final PlayerFrame resumed;
  // The room's loop says so in the batch that its event loop reads: no frame comes before.
  private volatile boolean isRaw;
  private boolean opened;
  private long lastSeq;

  /**
   * @param upgrade makes the channel speak WebSocket, on its event loop
   */
  RoomSocket(
      Channel channel,
      RoomRegistry rooms,
      OpenRequest request,
      Outbox outbox,
      Consumer<PlayerSocket> upgrade) {
    this.rooms = rooms;
    this.request = request;
    this.socket = new PlayerSocket(channel, outbox, upgrade, new Asking(request.answered()));
    this.resumed = PlayerFrames.resumed(rooms.node().value());
    EventId after = request.after();
    this.lastSeq = after == null ? 0 : after.seq();
  }

  /** What the player does; on the socket's event loop. */
  private final class Asking implements PlayerSocket.Owner {
    private long lastN;

    Asking(long answered) {
      this.lastN = answered;
    }

    @Override
    public boolean take(PlayerFrame frame) {
      long n = isRaw ? 0 : ++lastN;
      return rooms.offer(new RoomWork.Command(request.room(), RoomSocket.this, n, frame));
    }

    @Override
    public void leave(boolean onPurpose) {
      rooms.offer(new RoomWork.Detach(request.room(), RoomSocket.this, onPurpose));
    }
  }

  @Override
  public Line line() {
    return this;
  }

  @Override
  public RoomVoice voice(RoomId id, long epoch) {
    return voice;
  }

  @Override
  public void reset() {
    socket.accept();
    lastSeq = 0;
    socket.send(PlayerFrames.RESET);
  }

  @Override
  public void welcome(EventId id, boolean raw, PlayerFrame frame) {
    socket.accept();
    lastSeq = id.seq();
    isRaw = raw;
    socket.send(frame);
  }

  @Override
  public void event(SpokenEvent event, long n) {
    socket.accept();
    lastSeq = event.event().id().seq();
    socket.send(n > 0 ? event.frame(n) : event.forAll());
  }

  @Override
  public void answer(long n, PlayerFrame frame) {
    socket.accept();
    socket.send(frame);
  }

  @Override
  public void opened(RoomVoice heard, long settled, long count) {
    socket.accept();
    if (!opened && !request.fresh()) {
      socket.send(PlayerFrames.settled(settled));
    }
    opened = true;
  }

  @Override
  public void stale(long epoch) {
    close(CloseReason.ROOM_UNAVAILABLE, RETRY_AFTER_STALE_SECONDS);
  }

  @Override
  public void takenOver(long count) {
    close(CloseReason.SEAT_TAKEN_OVER, 0);
  }

  @Override
  public void close(CloseReason reason, int retryAfterSeconds) {
    socket.close(reason, retryAfterSeconds);
  }

  @Override
  public void taken() {
    socket.taken();
  }

  /** What the room says to all goes to this one player; on the room's loop. */
  private final class Voice implements RoomVoice {
    @Override
    public void event(SpokenEvent event, @Nullable SeatLine asker) {
      if (event.event().id().seq() <= lastSeq) {
        // A spectator who hears the room late may have heard this before it came back.
        return;
      }
      lastSeq = event.event().id().seq();
      boolean own = asker != null && event.event().n() > 0;
      socket.send(own ? event.frame(event.event().n()) : event.forAll());
    }

    @Override
    public void say(PlayerFrame frame) {
      socket.send(frame);
    }

    @Override
    public void paused() {
      socket.send(PlayerFrames.PAUSED);
    }

    @Override
    public void resumed() {
      socket.send(resumed);
    }

    @Override
    public void end() {}
  }
}

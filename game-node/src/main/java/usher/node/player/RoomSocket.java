package usher.node.player;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.common.player.RateLimit;
import usher.common.room.RoomId;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomWork;
import usher.node.seat.Line;
import usher.node.seat.RoomVoice;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/**
 * A player's own socket: one line with one seat. What a room says goes through its loop's outbox to
 * the socket's event loop; what the player says goes to the room's loop, numbered from the last n
 * answered on.
 */
final class RoomSocket implements PlayerSocket, SeatLine, Line {
  /** When to try again, in seconds, where a room is not here. */
  private static final int RETRY_AFTER_STALE_SECONDS = 1;

  private final Channel channel;
  private final RoomRegistry rooms;
  private final OpenRequest request;
  private final Outbox outbox;
  private final Consumer<RoomSocket> upgrade;
  private final Voice voice = new Voice();
  private final PlayerFrame resumed;
  private final AtomicInteger untaken = new AtomicInteger();
  private final RateLimit rate = new RateLimit(System.nanoTime());
  private volatile boolean readingStopped;
  // The room's loop says so in the batch that its event loop reads: no frame comes before.
  private volatile boolean isRaw;
  private boolean accepted;
  private boolean opened;
  private boolean seated;
  private boolean ended;
  private boolean dirty;
  private long lastN;
  private long lastSeq;

  /**
   * @param upgrade makes the channel speak WebSocket, on its event loop
   */
  RoomSocket(
      Channel channel,
      RoomRegistry rooms,
      OpenRequest request,
      Outbox outbox,
      Consumer<RoomSocket> upgrade) {
    this.channel = channel;
    this.rooms = rooms;
    this.request = request;
    this.outbox = outbox;
    this.upgrade = upgrade;
    this.resumed = PlayerFrames.resumed(rooms.node().value());
    this.lastN = request.answered();
    EventId after = request.after();
    this.lastSeq = after == null ? 0 : after.seq();
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
    accept();
    lastSeq = 0;
    send(PlayerFrames.RESET);
  }

  @Override
  public void welcome(EventId id, boolean raw, PlayerFrame frame) {
    accept();
    lastSeq = id.seq();
    isRaw = raw;
    send(frame);
  }

  @Override
  public void event(SpokenEvent event, long n) {
    accept();
    lastSeq = event.event().id().seq();
    send(n > 0 ? event.frame(n) : event.forAll());
  }

  @Override
  public void answer(long n, PlayerFrame frame) {
    accept();
    send(frame);
  }

  @Override
  public void opened(RoomVoice heard, long settled, long count) {
    accept();
    if (!opened && !request.fresh()) {
      send(PlayerFrames.settled(settled));
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
    outbox.batch(channel.eventLoop()).add(this, () -> onClose(reason, retryAfterSeconds));
  }

  private void accept() {
    if (!accepted) {
      accepted = true;
      outbox.batch(channel.eventLoop()).add(this, this::onAccept);
    }
  }

  private void send(PlayerFrame frame) {
    outbox.batch(channel.eventLoop()).add(this, frame);
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
      send(own ? event.frame(event.event().n()) : event.forAll());
    }

    @Override
    public void say(PlayerFrame frame) {
      send(frame);
    }

    @Override
    public void paused() {
      send(PlayerFrames.PAUSED);
    }

    @Override
    public void resumed() {
      send(resumed);
    }

    @Override
    public void end() {}
  }

  @Override
  public void taken() {
    int left = untaken.decrementAndGet();
    if (readingStopped && left <= PlayerLimits.MAX_UNTAKEN / 2) {
      channel.eventLoop().execute(this::readAgain);
    }
  }

  private void onAccept() {
    if (!channel.isActive() || ended) {
      leave(false);
      return;
    }
    seated = true;
    upgrade.accept(this);
  }

  private void onClose(CloseReason reason, int retryAfterSeconds) {
    if (seated) {
      end(reason);
    } else if (!ended) {
      ended = true;
      Reply.refused(reason, null, retryAfterSeconds).send(channel);
    }
  }

  private void leave(boolean onPurpose) {
    rooms.offer(new RoomWork.Detach(request.room(), this, onPurpose));
  }

  @Override
  public ByteBufAllocator alloc() {
    return channel.alloc();
  }

  @Override
  public boolean mayWrite() {
    if (ended || !channel.isActive()) {
      return false;
    }
    if (!channel.isWritable()) {
      end(CloseReason.TOO_SLOW);
      return false;
    }
    return true;
  }

  @Override
  public void write(ByteBuf encoded) {
    channel.write(encoded, channel.voidPromise());
    dirty = true;
  }

  @Override
  public void flush() {
    if (dirty) {
      dirty = false;
      channel.flush();
    }
  }

  @Override
  public void onMessage(PlayerFrame frame) {
    if (ended || !seated) {
      return;
    }
    if (!rate.take(frame.payload().length, System.nanoTime())) {
      end(CloseReason.TOO_FAST);
      return;
    }
    int waiting = untaken.incrementAndGet();
    RoomWork command = new RoomWork.Command(request.room(), this, isRaw ? 0 : ++lastN, frame);
    if (!rooms.offer(command)) {
      end(CloseReason.TOO_FAST);
    } else if (waiting >= PlayerLimits.MAX_UNTAKEN && !readingStopped) {
      readingStopped = true;
      channel.config().setAutoRead(false);
      // The room may have taken all of them before it saw that the reading stopped.
      readAgain();
    }
  }

  @Override
  public boolean mayAnswer(int size) {
    if (!rate.take(size, System.nanoTime())) {
      end(CloseReason.TOO_FAST);
    }
    return mayWrite();
  }

  @Override
  public boolean isReadingStopped() {
    return readingStopped;
  }

  private void readAgain() {
    if (readingStopped && untaken.get() <= PlayerLimits.MAX_UNTAKEN / 2) {
      readingStopped = false;
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void onGone(boolean onPurpose) {
    ended = true;
    if (seated) {
      seated = false;
      leave(onPurpose);
    }
  }

  @Override
  public void end(CloseReason reason) {
    if (ended) {
      return;
    }
    onGone(false);
    channel
        .writeAndFlush(new CloseWebSocketFrame(reason.closeCode(), reason.word()))
        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    channel.config().setAutoRead(true);
    channel
        .eventLoop()
        .schedule(() -> channel.close(), PlayerLimits.CLOSE_MS, TimeUnit.MILLISECONDS);
  }
}

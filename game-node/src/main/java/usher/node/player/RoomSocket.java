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
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.player.RateLimit;
import usher.node.seat.PlayerSocket;
import usher.node.seat.Seating;

/**
 * A player's socket. What a room says goes through its loop's outbox to the socket's event loop;
 * what the player says goes through the seating to the room's loop.
 */
final class RoomSocket implements PlayerSocket {
  private final Channel channel;
  private final Outbox outbox;
  private final Consumer<RoomSocket> upgrade;
  private final AtomicInteger untaken = new AtomicInteger();
  private final RateLimit rate = new RateLimit(System.nanoTime());
  private volatile boolean readingStopped;
  private @Nullable Seating seating;
  private boolean ended;
  private boolean dirty;

  /**
   * @param upgrade makes the channel speak WebSocket, on its event loop
   */
  RoomSocket(Channel channel, Outbox outbox, Consumer<RoomSocket> upgrade) {
    this.channel = channel;
    this.outbox = outbox;
    this.upgrade = upgrade;
  }

  @Override
  public void accept(Seating granted) {
    outbox.batch(channel.eventLoop()).add(this, () -> onAccept(granted));
  }

  @Override
  public void refuse(CloseReason reason, int retryAfterSeconds) {
    outbox.batch(channel.eventLoop()).add(this, () -> onRefuse(reason, retryAfterSeconds));
  }

  @Override
  public void send(PlayerFrame frame) {
    outbox.batch(channel.eventLoop()).add(this, frame);
  }

  @Override
  public void close(CloseReason reason) {
    outbox.batch(channel.eventLoop()).add(this, () -> end(reason));
  }

  @Override
  public void taken() {
    int left = untaken.decrementAndGet();
    if (readingStopped && left <= PlayerLimits.MAX_UNTAKEN / 2) {
      channel.eventLoop().execute(this::readAgain);
    }
  }

  private void onAccept(Seating granted) {
    if (!channel.isActive() || ended) {
      granted.gone(false);
      return;
    }
    seating = granted;
    upgrade.accept(this);
  }

  private void onRefuse(CloseReason reason, int retryAfterSeconds) {
    if (seating != null) {
      end(reason);
    } else if (!ended) {
      ended = true;
      Reply.refused(reason, null, retryAfterSeconds).send(channel);
    }
  }

  ByteBufAllocator alloc() {
    return channel.alloc();
  }

  /** Whether to write more; ends a player who has left too much unread. Event loop only. */
  boolean mayWrite() {
    if (ended || !channel.isActive()) {
      return false;
    }
    if (!channel.isWritable()) {
      end(CloseReason.TOO_SLOW);
      return false;
    }
    return true;
  }

  /** Writes an encoded frame, to be flushed at the end of the batch. Event loop only. */
  void write(ByteBuf encoded) {
    channel.write(encoded, channel.voidPromise());
    dirty = true;
  }

  void flush() {
    if (dirty) {
      dirty = false;
      channel.flush();
    }
  }

  /** The player sent a message. Event loop only. */
  void onMessage(PlayerFrame frame) {
    Seating seat = seating;
    if (ended || seat == null) {
      return;
    }
    if (!rate.take(frame.payload().length, System.nanoTime())) {
      end(CloseReason.TOO_FAST);
      return;
    }
    int waiting = untaken.incrementAndGet();
    if (!seat.command(frame)) {
      end(CloseReason.TOO_FAST);
    } else if (waiting >= PlayerLimits.MAX_UNTAKEN && !readingStopped) {
      readingStopped = true;
      channel.config().setAutoRead(false);
      // The room may have taken all of them before it saw that the reading stopped.
      readAgain();
    }
  }

  /** A ping or pong came, of so many bytes. Event loop only. */
  boolean mayAnswer(int size) {
    if (!rate.take(size, System.nanoTime())) {
      end(CloseReason.TOO_FAST);
    }
    return mayWrite();
  }

  /** Whether it is us who do not read, so that silence says nothing. */
  boolean isReadingStopped() {
    return readingStopped;
  }

  private void readAgain() {
    if (readingStopped && untaken.get() <= PlayerLimits.MAX_UNTAKEN / 2) {
      readingStopped = false;
      channel.config().setAutoRead(true);
    }
  }

  /** The player's side closed. Event loop only. */
  void onGone(boolean onPurpose) {
    ended = true;
    Seating seat = seating;
    seating = null;
    if (seat != null) {
      seat.gone(onPurpose);
    }
  }

  /** Ends the WebSocket with a close frame, and waits a while for the player's. Event loop only. */
  void end(CloseReason reason) {
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

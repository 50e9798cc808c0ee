package usher.node.player;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.player.RateLimit;

/**
 * A player's WebSocket, whatever it is connected to: HTTP until the first word of what it asked
 * for. What that says goes through an outbox to the socket's event loop; what the player sends goes
 * the other way. On the event loop, unless said otherwise.
 */
final class PlayerSocket {
  /** What a socket is connected to: a room, or the feeds. Called on the socket's event loop. */
  interface Owner {
    /** The player sent a message; false if there is more to do than may be queued. */
    boolean take(PlayerFrame frame);

    /** Nobody is on the socket's seat any more. */
    void leave(boolean onPurpose);
  }

  private final Channel channel;
  private final Outbox outbox;
  private final Consumer<PlayerSocket> upgrade;
  private final Owner owner;
  private final AtomicInteger untaken = new AtomicInteger();
  private final RateLimit rate = new RateLimit(System.nanoTime());
  private volatile boolean readingStopped;

  /** On the owner's thread. */
  private boolean accepted;

  private boolean seated;
  private boolean ended;
  private boolean dirty;

  /**
   * @param upgrade makes the channel speak WebSocket, on its event loop
   */
  PlayerSocket(Channel channel, Outbox outbox, Consumer<PlayerSocket> upgrade, Owner owner) {
    this.channel = channel;
    this.outbox = outbox;
    this.upgrade = upgrade;
    this.owner = owner;
  }

  /** The player has a seat; said before anything else, once or more. On the owner's thread. */
  void accept() {
    if (!accepted) {
      accepted = true;
      outbox.batch(channel.eventLoop()).add(this, this::onAccept);
    }
  }

  /** A frame to the player. On the owner's thread. */
  void send(PlayerFrame frame) {
    outbox.batch(channel.eventLoop()).add(this, frame);
  }

  /** The seat is refused, or ended: nothing is said after it. On the owner's thread. */
  void close(CloseReason reason, int retryAfterSeconds) {
    outbox.batch(channel.eventLoop()).add(this, () -> onClose(reason, retryAfterSeconds));
  }

  /** A message of the player waits no more. On the owner's thread. */
  void taken() {
    int left = untaken.decrementAndGet();
    if (readingStopped && left <= PlayerLimits.MAX_UNTAKEN / 2) {
      channel.eventLoop().execute(this::readAgain);
    }
  }

  private void onAccept() {
    if (!channel.isActive() || ended) {
      owner.leave(false);
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

  ByteBufAllocator alloc() {
    return channel.alloc();
  }

  /** Whether to write more; ends a player who has left too much unread. */
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

  /** Writes an encoded frame, to be flushed at the end of the batch. */
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

  /** The player sent a message. */
  void onMessage(PlayerFrame frame) {
    if (ended || !seated) {
      return;
    }
    if (!rate.take(frame.payload().length, System.nanoTime())) {
      end(CloseReason.TOO_FAST);
      return;
    }
    int waiting = untaken.incrementAndGet();
    if (!owner.take(frame)) {
      end(CloseReason.TOO_FAST);
    } else if (waiting >= PlayerLimits.MAX_UNTAKEN && !readingStopped) {
      readingStopped = true;
      channel.config().setAutoRead(false);
      // The owner may have taken all of them before it saw that the reading stopped.
      readAgain();
    }
  }

  /** A ping or pong came, of so many bytes. */
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

  /** The player's side closed. */
  void onGone(boolean onPurpose) {
    ended = true;
    if (seated) {
      seated = false;
      owner.leave(onPurpose);
    }
  }

  /** Ends the WebSocket with a close frame, and waits a while for the player's. */
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

package usher.node.player;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import usher.common.feed.TopicName;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.player.RateLimit;
import usher.node.feed.FeedDoor;
import usher.node.feed.hub.FeedLine;
import usher.node.feed.hub.FeedSeatLine;
import usher.node.feed.hub.TopicVoice;

/**
 * A player's own socket at the node's feeds: one line with one seat. What the hub says goes through
 * its outbox to the socket's event loop; what the player says goes to the hub, numbered from 1.
 */
final class FeedSocket implements PlayerSocket, FeedSeatLine, FeedLine, TopicVoice {
  private static final byte[] NO_TEXT = {};

  private final Channel channel;
  private final FeedDoor feeds;
  private final Outbox outbox;
  private final Consumer<FeedSocket> upgrade;
  private final AtomicInteger untaken = new AtomicInteger();
  private final RateLimit rate = new RateLimit(System.nanoTime());
  private volatile boolean readingStopped;
  private boolean accepted;
  private boolean seated;
  private boolean ended;
  private boolean dirty;
  private long lastN;

  /**
   * @param upgrade makes the channel speak WebSocket, on its event loop
   */
  FeedSocket(Channel channel, FeedDoor feeds, Outbox outbox, Consumer<FeedSocket> upgrade) {
    this.channel = channel;
    this.feeds = feeds;
    this.outbox = outbox;
    this.upgrade = upgrade;
  }

  // What the hub says, on its thread.

  @Override
  public FeedLine line() {
    return this;
  }

  @Override
  public TopicVoice voice(TopicName topic) {
    return this;
  }

  @Override
  public void answer(long n, PlayerFrame frame) {
    if (!accepted) {
      accepted = true;
      outbox.batch(channel.eventLoop()).add(this, this::onAccept);
    }
    message(frame);
  }

  @Override
  public void message(PlayerFrame frame) {
    outbox.batch(channel.eventLoop()).add(this, frame);
  }

  @Override
  public void gap(PlayerFrame frame) {
    message(frame);
  }

  @Override
  public void listen(TopicVoice voice) {}

  @Override
  public void unlisten(TopicVoice voice) {}

  @Override
  public void forgo(TopicName topic) {}

  @Override
  public void end() {}

  @Override
  public void close(CloseReason reason, int retryAfterSeconds) {
    outbox.batch(channel.eventLoop()).add(this, () -> onClose(reason, retryAfterSeconds));
  }

  @Override
  public void taken(int bytes) {
    int left = untaken.decrementAndGet();
    if (readingStopped && left <= PlayerLimits.MAX_UNTAKEN / 2) {
      channel.eventLoop().execute(this::readAgain);
    }
  }

  // What the player does, on the event loop.

  private void onAccept() {
    if (!channel.isActive() || ended) {
      feeds.detach(this);
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
    // What is no text is no command: the hub says so.
    if (!feeds.command(this, ++lastN, frame.isBinary() ? NO_TEXT : frame.payload())) {
      end(CloseReason.TOO_FAST);
    } else if (waiting >= PlayerLimits.MAX_UNTAKEN && !readingStopped) {
      readingStopped = true;
      channel.config().setAutoRead(false);
      // The hub may have taken all of them before it saw that the reading stopped.
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
      feeds.detach(this);
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

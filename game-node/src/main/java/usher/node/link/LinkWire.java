package usher.node.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link's way out, which room loops share: each hands over whole buffers of frames. Any thread,
 * unless said otherwise.
 */
final class LinkWire {
  private static final Logger log = LoggerFactory.getLogger(LinkWire.class);

  private final Channel channel;
  private final LinkCounts counts;
  private final AtomicLong unreadBytes = new AtomicLong();
  private final AtomicInteger groups = new AtomicInteger();
  private volatile boolean closed;

  LinkWire(Channel channel, LinkCounts counts) {
    this.channel = channel;
    this.counts = counts;
  }

  /** A buffer for frames, of at least so many bytes; whoever takes it hands it over. */
  ByteBuf buffer(int bytes) {
    return channel.alloc().directBuffer(bytes);
  }

  /** A group that this link had not before. */
  int freshGroup() {
    return groups.incrementAndGet();
  }

  /** Whether the router is so far behind that what is no event is better left out. */
  boolean isBehind() {
    return unreadBytes.get() > LinkServerLimits.VOLATILE_MARK_BYTES;
  }

  LinkCounts counts() {
    return counts;
  }

  void count(LinkCount count) {
    counts.add(count);
  }

  /**
   * Sends a buffer of whole frames, and does something on the event loop then.
   *
   * @param frames given away
   */
  void handOver(ByteBuf frames, Runnable after) {
    int bytes = frames.readableBytes();
    long unread = unreadBytes.addAndGet(bytes);
    if (closed || unread > LinkServerLimits.MAX_UNREAD_BYTES) {
      frames.release();
      unreadBytes.addAndGet(-bytes);
      if (!closed) {
        tooSlow(unread);
      }
      return;
    }
    try {
      channel
          .eventLoop()
          .execute(
              () -> {
                write(frames, bytes);
                after.run();
              });
    } catch (RejectedExecutionException e) {
      // The node is stopping, and the link is closed.
      frames.release();
      unreadBytes.addAndGet(-bytes);
    }
  }

  private void write(ByteBuf frames, int bytes) {
    ChannelFuture written = channel.writeAndFlush(frames);
    if (written.isDone()) {
      unreadBytes.addAndGet(-bytes);
    } else {
      written.addListener(done -> unreadBytes.addAndGet(-bytes));
    }
  }

  private void tooSlow(long unread) {
    closed = true;
    counts.add(LinkCount.TOO_SLOW);
    log.warn(
        "link {} is closed: the router left {} bytes unread, {} is the most",
        channel.remoteAddress(),
        unread,
        LinkServerLimits.MAX_UNREAD_BYTES);
    channel.close();
  }

  /** Nothing is sent from now on. */
  void markClosed() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}

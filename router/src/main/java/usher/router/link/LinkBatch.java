package usher.router.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import usher.common.link.LinkLimits;
import usher.common.link.LinkType;
import usher.common.link.LinkWriter;

/**
 * The frames to a node of one turn of the event loop: they leave together when the turn ends. On
 * the event loop.
 */
final class LinkBatch {
  private static final int USUAL_BYTES = 2 * 1024;

  private final Channel channel;
  private final LinkMetrics metrics;
  private final Runnable leave = this::leave;
  private @Nullable ByteBuf frames;
  private boolean leaving;

  LinkBatch(Channel channel, LinkMetrics metrics) {
    this.channel = channel;
    this.metrics = metrics;
  }

  /** Whether the node keeps up. */
  boolean isWritable() {
    return channel.isWritable();
  }

  void add(LinkType type, int id, long number) {
    LinkWriter.write(room(0), type, id, number);
  }

  void add(LinkType type, int id, long number, byte[] payload) {
    LinkWriter.write(room(payload.length), type, id, number, payload);
  }

  void add(LinkType type, int id, long number, ByteBuf payload) {
    LinkWriter.write(room(payload.readableBytes()), type, id, number, payload);
  }

  private ByteBuf room(int payloadBytes) {
    metrics.frameOut();
    int bytes = LinkLimits.HEAD_BYTES + payloadBytes;
    ByteBuf to = frames;
    if (to != null && to.readableBytes() + bytes > PortLimits.BATCH_BYTES) {
      frames = null;
      channel.write(to, channel.voidPromise());
      to = null;
    }
    if (to == null) {
      to = channel.alloc().directBuffer(Math.max(USUAL_BYTES, bytes));
      frames = to;
    }
    if (!leaving) {
      leaving = true;
      channel.eventLoop().execute(leave);
    }
    return to;
  }

  /** Sends what there is. */
  void leave() {
    leaving = false;
    ByteBuf last = frames;
    frames = null;
    if (last != null) {
      channel.writeAndFlush(last, channel.voidPromise());
    }
  }
}

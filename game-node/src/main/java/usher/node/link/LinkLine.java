package usher.node.link;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.link.LinkLimits;
import usher.common.link.LinkType;
import usher.common.link.LinkWriter;
import usher.common.room.RoomId;
import usher.node.seat.Line;
import usher.node.seat.RoomVoice;

/**
 * A link as the rooms of one loop see it: what they say in one turn is written into one buffer.
 * Owned by the room loop; what waits for that loop is counted by both sides.
 */
final class LinkLine implements Line {
  private static final int USUAL_BYTES = 4 * 1024;

  private final LinkWire wire;
  private final LinkOutbox outbox;
  private final Consumer<List<Integer>> onEnded;
  private final AtomicInteger waitingFrames = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();
  private @Nullable ByteBuf frames;
  private List<Integer> ended = List.of();
  private final int[] sent = new int[LinkType.CODES];
  private boolean listed;

  /**
   * @param onEnded told on the link's event loop which opens the rooms ended, once what they said
   *     of it is sent
   */
  LinkLine(LinkWire wire, LinkOutbox outbox, Consumer<List<Integer>> onEnded) {
    this.wire = wire;
    this.outbox = outbox;
    this.onEnded = onEnded;
  }

  @Override
  public LinkVoice voice(RoomId room, long epoch) {
    return LinkVoice.begin(this, room, epoch);
  }

  @Override
  public RoomVoice voice(RoomId room, long epoch, int side) {
    return side == 0 ? voice(room, epoch) : LinkVoice.beside(this, room, epoch, side);
  }

  LinkWire wire() {
    return wire;
  }

  /** A buffer that has the head of a frame at its end: the payload is to be written next. */
  ByteBuf frame(LinkType type, int id, long number, int payloadBytes) {
    ByteBuf to = room(LinkLimits.HEAD_BYTES + payloadBytes);
    LinkWriter.head(to, type, id, number, payloadBytes);
    sent[type.code()]++;
    return to;
  }

  /** The room loop said the last word on this open. */
  void ended(int open) {
    if (ended.isEmpty()) {
      ended = new ArrayList<>(2);
    }
    ended.add(open);
  }

  private ByteBuf room(int bytes) {
    ByteBuf to = frames;
    if (to != null && to.readableBytes() + bytes > LinkServerLimits.MAX_BATCH_BYTES) {
      leave(to);
      to = null;
    }
    if (to == null) {
      to = wire.buffer(Math.max(USUAL_BYTES, bytes));
      frames = to;
      if (!listed) {
        listed = true;
        outbox.add(this);
      }
    }
    return to;
  }

  /** The turn of the room loop is over. */
  void turnEnded() {
    listed = false;
    ByteBuf last = frames;
    if (last != null) {
      leave(last);
    }
  }

  private void leave(ByteBuf full) {
    frames = null;
    wire.counts().sent(sent);
    List<Integer> over = ended;
    ended = List.of();
    wire.handOver(full, over.isEmpty() ? () -> {} : () -> onEnded.accept(over));
  }

  /**
   * Whether a frame of so many bytes may wait for the room loop; it is counted then. Any thread.
   */
  boolean mayWait(int bytes) {
    if (waitingFrames.get() >= LinkServerLimits.MAX_WAITING_FRAMES
        || waitingBytes.get() + bytes > LinkServerLimits.MAX_WAITING_BYTES) {
      return false;
    }
    waitingFrames.incrementAndGet();
    waitingBytes.addAndGet(bytes);
    return true;
  }

  /** Frames that waited do so no more. Any thread. */
  void waitedFor(int count, long bytes) {
    waitingFrames.addAndGet(-count);
    waitingBytes.addAndGet(-bytes);
  }
}

package usher.node.player;

import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What the rooms of one loop said in this turn, by the event loop that it goes to: each event loop
 * is woken once a turn. Owned by the room loop.
 */
final class Outbox {
  /** Batches that event loops have not yet written; at so many the room loop waits for them. */
  static final int MAX_IN_FLIGHT = 64;

  private static final long PACE_NS = 50_000;

  private final Map<EventLoop, WriteBatch> open = new HashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();

  /** The batch that goes to this event loop next. */
  WriteBatch batch(EventLoop eventLoop) {
    WriteBatch batch = open.get(eventLoop);
    if (batch != null && batch.isFull()) {
      post(eventLoop, batch);
      batch = null;
    }
    if (batch == null) {
      batch = new WriteBatch(inFlight);
      open.put(eventLoop, batch);
    }
    return batch;
  }

  /** The turn is over: all of it leaves. */
  void turnEnded() {
    if (!open.isEmpty()) {
      open.forEach(this::post);
      open.clear();
    }
  }

  private void post(EventLoop eventLoop, WriteBatch batch) {
    while (inFlight.get() >= MAX_IN_FLIGHT && !eventLoop.isShuttingDown()) {
      LockSupport.parkNanos(this, PACE_NS);
    }
    inFlight.incrementAndGet();
    try {
      eventLoop.execute(batch);
    } catch (RejectedExecutionException e) {
      // The node is stopping, and the sockets of that event loop are closed.
      inFlight.decrementAndGet();
    }
  }
}

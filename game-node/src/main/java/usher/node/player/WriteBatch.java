package usher.node.player;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;

/**
 * What the rooms of one loop, or the hub of the feeds, said in one turn to the sockets of one event
 * loop. Filled by the room loop, then run once by the event loop. A frame that goes to many sockets
 * is encoded once.
 */
final class WriteBatch implements Runnable {
  /** The most entries of a batch. */
  static final int MAX_ENTRIES = 4_096;

  /** Either a frame to write or something to do. */
  private record Entry(PlayerSocket socket, @Nullable PlayerFrame frame, @Nullable Runnable act) {}

  private final List<Entry> entries = new ArrayList<>();
  private final AtomicInteger inFlight;

  WriteBatch(AtomicInteger inFlight) {
    this.inFlight = inFlight;
  }

  boolean isFull() {
    return entries.size() >= MAX_ENTRIES;
  }

  void add(PlayerSocket socket, PlayerFrame frame) {
    entries.add(new Entry(socket, frame, null));
  }

  void add(PlayerSocket socket, Runnable act) {
    entries.add(new Entry(socket, null, act));
  }

  @Override
  public void run() {
    PlayerFrame last = null;
    ByteBuf encoded = null;
    try {
      for (Entry entry : entries) {
        PlayerFrame frame = entry.frame();
        if (entry.act() != null) {
          entry.act().run();
        } else if (frame != null && entry.socket().mayWrite()) {
          if (frame != last || encoded == null) {
            if (encoded != null) {
              encoded.release();
            }
            encoded = WireFrame.encode(entry.socket().alloc(), frame);
            last = frame;
          }
          entry.socket().write(encoded.retainedDuplicate());
        }
      }
      for (Entry entry : entries) {
        entry.socket().flush();
      }
    } finally {
      inFlight.decrementAndGet();
      if (encoded != null) {
        encoded.release();
      }
    }
  }
}

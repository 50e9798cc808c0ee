package usher.router.edge.socket;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The sockets that something was written to: each is flushed once. Those of spectators are flushed
 * so many at a time, so that thousands of them do not keep those who play waiting. On the loop.
 */
final class Flushes {
  /** So many sockets of spectators are flushed before the loop looks at what else there is. */
  static final int MAX_SPECTATORS_AT_ONCE = 64;

  private final EventLoop loop;
  private final Runnable due = this::onDue;

  /** Bounded by the sockets of the loop: each is in once. */
  private final List<SeatSocket> written = new ArrayList<>();

  /** Bounded likewise: those who watch, the longest waiting first. */
  private final ArrayDeque<SeatSocket> watching = new ArrayDeque<>();

  private boolean scheduled;

  Flushes(EventLoop loop) {
    this.loop = loop;
  }

  /** Flushes the socket at the next {@link #flush}, or when the loop's turn ends. */
  void add(SeatSocket socket) {
    if (socket.watches()) {
      watching.add(socket);
    } else {
      written.add(socket);
    }
    schedule();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      loop.execute(due);
    }
  }

  private void onDue() {
    scheduled = false;
    flush();
    for (int i = 0; i < MAX_SPECTATORS_AT_ONCE && !watching.isEmpty(); i++) {
      watching.remove().flush();
    }
    if (!watching.isEmpty()) {
      schedule();
    }
  }

  /** Flushes all who play; those who watch, when the loop comes to it. */
  void flush() {
    for (int i = 0; i < written.size(); i++) {
      written.get(i).flush();
    }
    written.clear();
  }
}

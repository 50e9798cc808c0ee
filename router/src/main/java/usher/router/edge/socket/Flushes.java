package usher.router.edge.socket;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/** The sockets that something was written to: each is flushed once. On the loop. */
final class Flushes {
  private final EventLoop loop;
  private final Runnable due = this::onDue;

  /** Bounded by the sockets of the loop: each is in once. */
  private final List<SeatSocket> written = new ArrayList<>();

  private boolean scheduled;

  Flushes(EventLoop loop) {
    this.loop = loop;
  }

  /** Flushes the socket at the next {@link #flush}, or when the loop's turn ends. */
  void add(SeatSocket socket) {
    written.add(socket);
    if (!scheduled) {
      scheduled = true;
      loop.execute(due);
    }
  }

  private void onDue() {
    scheduled = false;
    flush();
  }

  void flush() {
    for (int i = 0; i < written.size(); i++) {
      written.get(i).flush();
    }
    written.clear();
  }
}

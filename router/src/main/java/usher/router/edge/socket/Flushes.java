package usher.router.edge.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The sockets that something was written to: each is flushed once. Those of spectators are flushed
 * so many at a time, so that thousands of them do not keep those who play waiting. On the loop.
 */
final class Flushes {
  /** A socket that something can be written to. */
  interface Socket {
    /** Whether it is of someone who does not play. */
    boolean watches();

    /** Sends what was written. */
    void flush();
  }

  /** So many sockets of spectators are flushed before the loop looks at what else there is. */
  static final int MAX_SPECTATORS_AT_ONCE = 64;

  private final ScheduledExecutorService loop;
  private final Runnable players = this::onPlayersDue;
  private final Runnable watchers = this::onWatchersDue;

  /** Bounded by the sockets of the loop: each is in once. */
  private final List<Socket> written = new ArrayList<>();

  /** Bounded likewise: those who watch, the longest waiting first. */
  private final ArrayDeque<Socket> watching = new ArrayDeque<>();

  private boolean playersDue;
  private boolean watchersDue;

  Flushes(ScheduledExecutorService loop) {
    this.loop = loop;
  }

  /** Flushes the socket at the next {@link #flush}, or when the loop's turn ends. */
  void add(Socket socket) {
    if (!socket.watches()) {
      written.add(socket);
      if (!playersDue) {
        playersDue = true;
        loop.execute(players);
      }
    } else {
      watching.add(socket);
      if (!watchersDue) {
        watchersDue = true;
        loop.execute(watchers);
      }
    }
  }

  /** Flushes all who play; those who watch, when the loop comes to it. */
  void flush() {
    for (int i = 0; i < written.size(); i++) {
      written.get(i).flush();
    }
    written.clear();
  }

  private void onPlayersDue() {
    playersDue = false;
    flush();
  }

  private void onWatchersDue() {
    for (int i = 0; i < MAX_SPECTATORS_AT_ONCE && !watching.isEmpty(); i++) {
      watching.remove().flush();
    }
    watchersDue = !watching.isEmpty();
    if (watchersDue) {
      // No socket is read as long as one task follows another. What is due by time comes after it.
      var unused = loop.schedule(watchers, 0, TimeUnit.NANOSECONDS);
    }
  }
}

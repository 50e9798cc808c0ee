package usher.sim;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import usher.common.player.PlayerFrame;

/** What a player said, and nobody has read: it waits while the player is not read. */
final class Unread {
  private final ArrayDeque<PlayerFrame> frames = new ArrayDeque<>();
  private final Consumer<PlayerFrame> reader;
  private final Consumer<Runnable> soon;
  private boolean stopped;

  Unread(Consumer<PlayerFrame> reader, Consumer<Runnable> soon) {
    this.reader = reader;
    this.soon = soon;
  }

  void add(PlayerFrame frame) {
    frames.add(frame);
    drain();
  }

  /** Whether more is read from now on. */
  void read(boolean more) {
    stopped = !more;
    if (more) {
      soon.accept(this::drain);
    }
  }

  private void drain() {
    while (!stopped && !frames.isEmpty()) {
      reader.accept(frames.poll());
    }
  }
}

package usher.node.player;

import java.util.List;
import java.util.stream.IntStream;

/** The outbox of each room loop. */
public final class Outboxes {
  private final List<Outbox> byLoop;

  /**
   * @param loops how many room loops there are
   */
  public Outboxes(int loops) {
    byLoop = IntStream.range(0, loops).mapToObj(i -> new Outbox()).toList();
  }

  /** A turn of this room loop ended; called on its thread. */
  public void turnEnded(int loop) {
    byLoop.get(loop).turnEnded();
  }

  Outbox of(int loop) {
    return byLoop.get(loop);
  }
}

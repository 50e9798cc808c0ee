package usher.node.player;

import java.util.List;
import java.util.stream.IntStream;

/** The outbox of each room loop, and of the hub of the feeds. */
public final class Outboxes {
  private final List<Outbox> byLoop;
  private final Outbox feeds = new Outbox();

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

  /** A turn of the hub of the feeds ended; called on its thread. */
  public void feedTurnEnded() {
    feeds.turnEnded();
  }

  Outbox feeds() {
    return feeds;
  }

  Outbox of(int loop) {
    return byLoop.get(loop);
  }
}

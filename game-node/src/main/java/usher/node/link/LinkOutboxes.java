package usher.node.link;

import java.util.List;
import java.util.stream.IntStream;

/** What the rooms of each loop, and the hub of the feeds, said on links in this turn. */
public final class LinkOutboxes {
  private final List<LinkOutbox> byLoop;
  private final LinkFeedOutbox feeds = new LinkFeedOutbox();

  /**
   * @param loops how many room loops there are
   */
  public LinkOutboxes(int loops) {
    byLoop = IntStream.range(0, loops).mapToObj(i -> new LinkOutbox()).toList();
  }

  /** A turn of this room loop ended: what its rooms said leaves. On its thread. */
  public void turnEnded(int loop) {
    byLoop.get(loop).turnEnded();
  }

  /** A turn of the hub of the feeds ended: what it said leaves. On its thread. */
  public void feedTurnEnded() {
    feeds.turnEnded();
  }

  LinkFeedOutbox feeds() {
    return feeds;
  }

  List<LinkOutbox> all() {
    return byLoop;
  }
}

package usher.node.feed;

import usher.node.feed.hub.FeedCounts;
import usher.node.feed.hub.FeedSource;

/** Where the sources come from that routers' welcomes name. Any thread. */
public interface FeedOrigin {
  /**
   * A source that is being connected to.
   *
   * @param close ends it; returns at once
   */
  record Opened(FeedSource source, Runnable close) {}

  /**
   * Opens the source of an address; returns at once.
   *
   * @param events told all that it hears
   * @throws IllegalArgumentException if it is no address; the message says why
   */
  Opened open(String address, FeedEvents events, FeedCounts counts);
}

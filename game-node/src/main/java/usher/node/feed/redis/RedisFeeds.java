package usher.node.feed.redis;

import usher.common.journal.redis.JournalAddress;
import usher.common.tls.TlsDial;
import usher.node.feed.FeedEvents;
import usher.node.feed.FeedOrigin;
import usher.node.feed.hub.FeedCounts;

/** Feeds on the Redis of a journal. Any thread. */
public final class RedisFeeds implements FeedOrigin {
  private final TlsDial tls;

  /**
   * The feeds of whatever address a router names.
   *
   * @param tls by what servers are known where it names them by TLS
   */
  public RedisFeeds(TlsDial tls) {
    this.tls = tls;
  }

  @Override
  public Opened open(String address, FeedEvents events, FeedCounts counts) {
    RedisFeed feed = RedisFeed.start(JournalAddress.parse(address).knownBy(tls), events, counts);
    return new Opened(feed, feed::close);
  }
}

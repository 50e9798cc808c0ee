package usher.node.feed.redis;

import usher.common.journal.redis.JournalAddress;
import usher.node.feed.FeedEvents;
import usher.node.feed.FeedOrigin;
import usher.node.feed.hub.FeedCounts;

/** Feeds on the Redis of a journal. Any thread. */
public final class RedisFeeds implements FeedOrigin {
  /** The feeds of whatever address a router names. */
  public RedisFeeds() {}

  @Override
  public Opened open(String address, FeedEvents events, FeedCounts counts) {
    RedisFeed feed = RedisFeed.start(JournalAddress.parse(address), events, counts);
    return new Opened(feed, feed::close);
  }
}

package usher.node.feed.hub;

/** What a node counts of its feeds. */
public enum FeedCount {
  /** Messages that came to the node, each once. */
  MESSAGES_IN("usher.node.feed.messages.in", "Messages of topics that came to the node"),
  /** Messages said, once for each line that has a seat there. */
  MESSAGES_OUT("usher.node.feed.messages.out", "Messages said, once for each link or socket"),
  /** Gaps said, once for each line that has a seat there. */
  GAPS("usher.node.feed.gaps", "Gaps said, once for each link or socket"),
  /** Messages left out: too long, no UTF-8, or too many at once. */
  DROPPED("usher.node.feed.dropped", "Messages left out: too long, no UTF-8, or too many at once"),
  /** Commands SUBSCRIBE that were sent, one for each topic. */
  SUBSCRIBES("usher.node.feed.subscribes", "Topics subscribed to in Redis"),
  /** Commands UNSUBSCRIBE that were sent, one for each topic. */
  UNSUBSCRIBES("usher.node.feed.unsubscribes", "Topics left in Redis"),
  /** Connections to Redis that broke. */
  BROKE("usher.node.feed.broken", "Connections to Redis, for feeds, that broke"),
  /** Seats that came. */
  OPENED("usher.node.feed.opened", "Seats at feeds that were opened"),
  /** Commands of players that were rejected. */
  REJECTED("usher.node.feed.rejected", "Commands of players at feeds that were rejected"),
  /** Messages that this node published. */
  PUBLISHED("usher.node.feed.published", "Messages that rooms of this node published"),
  /** Messages that this node did not publish, because too many waited. */
  UNPUBLISHED("usher.node.feed.unpublished", "Messages not published because too many waited");

  private final String metric;
  private final String description;

  FeedCount(String metric, String description) {
    this.metric = metric;
    this.description = description;
  }

  /** The name of its metric. */
  public String metric() {
    return metric;
  }

  /** What is counted, for people. */
  public String description() {
    return description;
  }
}

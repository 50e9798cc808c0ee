package usher.bench.load.feeds;

/**
 * What one subscriber heard of one topic since it was told that nothing is missed from now on. On
 * its loop.
 */
final class Listening {
  private static final long NOTHING = -1;

  private final FeedTopic topic;

  /** What was not yet published when it began must be heard, from this number on. */
  private long from;

  /** One above the last that was heard. */
  private long next;

  Listening(FeedTopic topic) {
    this.topic = topic;
    anew();
  }

  /** Nothing is missed from now on, whatever was before. */
  void anew() {
    from = topic.begun();
    next = NOTHING;
  }

  /** A message was heard; gives how many before it were not, but had to be. */
  long heard(long seq) {
    long lost = Math.max(0, seq - (next == NOTHING ? from : next));
    next = Math.max(next, seq + 1);
    return lost;
  }

  /** Whether a message was heard before. */
  boolean knows(long seq) {
    return seq < next;
  }

  /** How many were published, and had to be heard, and were not yet. */
  long missing() {
    return Math.max(0, topic.published() - Math.max(from, next));
  }
}

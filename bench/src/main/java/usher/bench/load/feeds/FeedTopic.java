package usher.bench.load.feeds;

/** A topic of the load, and how far it is published. Written by the publishing thread alone. */
final class FeedTopic {
  private final String name;
  private volatile long begun;
  private volatile long published;

  FeedTopic(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Says that the next message is about to be published, and gives its number, from 0. */
  long begin() {
    long seq = published;
    begun = seq + 1;
    return seq;
  }

  /** What was begun is published. */
  void end() {
    published = begun;
  }

  /** Messages below this number may be published already; this one and all above are not. */
  long begun() {
    return begun;
  }

  /** Messages below this number are published for certain. */
  long published() {
    return published;
  }
}

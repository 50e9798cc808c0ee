package usher.node.feed.redis;

import usher.common.feed.TopicName;
import usher.common.journal.redis.JournalAddress;
import usher.node.feed.FeedEvents;
import usher.node.feed.hub.FeedCounts;
import usher.node.feed.hub.FeedSource;

/** One node's feeds on one Redis: hands all it is asked to the thread {@code feed-out}. */
final class RedisFeed implements FeedSource {
  private final FeedWriter writer;
  private final FeedReader reader;

  private RedisFeed(FeedWriter writer, FeedReader reader) {
    this.writer = writer;
    this.reader = reader;
  }

  static RedisFeed start(JournalAddress address, FeedEvents events, FeedCounts counts) {
    FeedWriter writer = new FeedWriter(new Publisher(address, counts), events);
    FeedReader reader = new FeedReader(address, events, writer);
    start(writer, "feed-out");
    start(reader, "feed-in");
    return new RedisFeed(writer, reader);
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void subscribe(long connection, TopicName topic) {
    writer.add(new FeedWriter.Order.Enter(connection, topic));
  }

  @Override
  public void unsubscribe(long connection, TopicName topic) {
    writer.add(new FeedWriter.Order.Leave(connection, topic));
  }

  @Override
  public void fetch(long ask, TopicName topic) {
    writer.add(new FeedWriter.Order.Fetch(ask, topic));
  }

  @Override
  public void publish(TopicName topic, byte[] message) {
    writer.publish(topic, message);
  }

  /** Ends the threads and the connections; returns at once. */
  void close() {
    reader.close();
    writer.close();
  }
}

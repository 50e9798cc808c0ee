package usher.node.feed;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.feed.FeedLimits;
import usher.common.feed.TopicName;
import usher.common.player.PlayerFrame;
import usher.node.feed.hub.FeedCount;
import usher.node.feed.hub.FeedCounts;
import usher.node.feed.hub.FeedFrames;
import usher.node.feed.hub.TopicTable;

/**
 * What one source hears, on its way to the topics. Messages are made into frames on the source's
 * thread; those that are too long, no text, or too many, are left out: the topic has a gap then.
 */
final class FeedInbox implements FeedEvents {
  /** The most bytes of frames that the hub has yet to take. */
  static final long MAX_WAITING_BYTES = 64L << 20;

  private static final Logger log = LoggerFactory.getLogger(FeedInbox.class);

  private final TopicTable topics;
  private final FeedMailbox mailbox;
  private final FeedCounts counts;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Set<TopicName> missed = ConcurrentHashMap.newKeySet();

  /** Closed on {@code feed-hub}: what still arrives is of a source that is no more. */
  private boolean closed;

  FeedInbox(TopicTable topics, FeedMailbox mailbox, FeedCounts counts) {
    this.topics = topics;
    this.mailbox = mailbox;
    this.counts = counts;
  }

  /** Nothing of this source counts from now on. On {@code feed-hub}. */
  void close() {
    closed = true;
  }

  private void post(Runnable entry) {
    mailbox.post(
        () -> {
          if (!closed) {
            entry.run();
          }
        });
  }

  @Override
  public void connected(long number) {
    post(() -> topics.connected(number));
  }

  @Override
  public void broke() {
    post(topics::broke);
  }

  @Override
  public void subscribed(TopicName topic) {
    post(() -> topics.subscribed(topic));
  }

  @Override
  public void unsubscribed(TopicName topic) {
    post(() -> topics.unsubscribed(topic));
  }

  @Override
  public void message(TopicName topic, byte[] message) {
    PlayerFrame frame = frame(topic, message);
    int bytes = frame == null ? 0 : frame.payload().length;
    boolean fits = frame != null && waitingBytes.get() + bytes <= MAX_WAITING_BYTES;
    if (frame != null && fits) {
      waitingBytes.addAndGet(bytes);
      if (mailbox.offerMessage(() -> take(topic, frame, bytes))) {
        return;
      }
      waitingBytes.addAndGet(-bytes);
    }
    counts.add(FeedCount.DROPPED, 1);
    if (missed.add(topic)) {
      log.warn(
          "feeds: a message of {} is left out: {}",
          topic,
          frame == null
              ? "it has over " + FeedLimits.MAX_MESSAGE_BYTES + " bytes, or is no UTF-8"
              : "too many wait");
      post(() -> tellMissed(topic));
    }
  }

  private void tellMissed(TopicName topic) {
    missed.remove(topic);
    topics.missed(topic);
  }

  private void take(TopicName topic, PlayerFrame frame, int bytes) {
    waitingBytes.addAndGet(-bytes);
    if (!closed) {
      topics.message(topic, frame);
    }
  }

  private static @Nullable PlayerFrame frame(TopicName topic, byte[] message) {
    return message.length > FeedLimits.MAX_MESSAGE_BYTES
        ? null
        : FeedFrames.message(topic, message);
  }

  @Override
  public void fetched(long ask, TopicName topic, byte @Nullable [] message) {
    PlayerFrame frame = message == null ? null : frame(topic, message);
    post(() -> topics.fetched(ask, topic, frame));
  }
}

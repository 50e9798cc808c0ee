package usher.router;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.feed.RetainPattern;
import usher.router.admin.route.FeedPublishing;
import usher.router.admin.route.RedisAsking;
import usher.router.journal.RoomJournal;
import usher.router.publish.FeedPublisher;
import usher.router.publish.LastKeeper;
import usher.router.publish.PublishCounters;

/**
 * What a router does with feeds in Redis, from start to stop; nothing where there is no journal.
 */
final class RouterFeeds implements AutoCloseable {
  private final @Nullable FeedPublisher publisher;
  private final @Nullable LastKeeper keeper;

  RouterFeeds(
      @Nullable RoomJournal journal, List<RetainPattern> retained, PublishCounters counters) {
    publisher = journal == null ? null : FeedPublisher.start(journal.address(), counters);
    keeper =
        journal == null || retained.isEmpty()
            ? null
            : LastKeeper.start(journal.address(), retained, counters);
  }

  /** For operators; null where feeds stay within one node. */
  @Nullable FeedPublishing publishing() {
    FeedPublisher to = publisher;
    return to == null ? null : to::publish;
  }

  /** How Redis is asked how it fares; null where there is none. */
  @Nullable RedisAsking redis() {
    FeedPublisher to = publisher;
    return to == null ? null : to::facts;
  }

  @Override
  public void close() {
    if (keeper != null) {
      keeper.close();
    }
    if (publisher != null) {
      publisher.close();
    }
  }
}

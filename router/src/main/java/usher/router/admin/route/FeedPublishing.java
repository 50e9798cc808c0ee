package usher.router.admin.route;

import java.util.concurrent.CompletionStage;
import usher.common.feed.TopicName;

/** Publishes what operators want published. Called on an event loop: it must not block. */
@FunctionalInterface
public interface FeedPublishing {
  /**
   * Publishes a message, once.
   *
   * @return how many nodes heard it
   */
  CompletionStage<Long> publish(TopicName topic, String message);
}

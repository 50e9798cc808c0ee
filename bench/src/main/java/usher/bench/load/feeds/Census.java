package usher.bench.load.feeds;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the nodes that should be subscribed in Redis with those that are. One thread. */
final class Census implements AutoCloseable {
  /** How many differences are told in words. */
  private static final int MAX_TOLD = 10;

  private final FeedRedis redis;

  Census(FeedRedis redis) {
    this.redis = redis;
  }

  /**
   * Which topics have not as many subscriptions as nodes with a subscriber of the load; empty if
   * all have.
   *
   * @param nodes for each topic the nodes at which somebody hears it
   */
  List<String> wrong(Map<String, Set<String>> nodes) {
    List<String> wrong = new ArrayList<>();
    try {
      Map<String, Long> subscribed = redis.subscribed(List.copyOf(nodes.keySet()));
      nodes.forEach(
          (topic, at) -> {
            long count = subscribed.getOrDefault(topic, 0L);
            if (count != at.size() && wrong.size() < MAX_TOLD) {
              wrong.add(topic + ": " + count + " in Redis, heard at " + at);
            }
          });
    } catch (IOException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
    return wrong;
  }

  @Override
  public void close() {
    redis.close();
  }
}

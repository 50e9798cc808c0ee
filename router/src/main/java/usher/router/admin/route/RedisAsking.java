package usher.router.admin.route;

import java.util.concurrent.CompletionStage;
import usher.router.publish.RedisFacts;

/** Asks Redis how it is set up and how it fares. Any thread; it must not block. */
@FunctionalInterface
public interface RedisAsking {
  CompletionStage<RedisFacts> ask();
}

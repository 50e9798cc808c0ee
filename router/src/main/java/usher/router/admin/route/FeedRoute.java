package usher.router.admin.route;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.feed.FeedLimits;
import usher.common.feed.TopicName;
import usher.router.admin.AdminAnswer;
import usher.router.publish.StoreFailedException;

/** {@code POST /v1/feeds/{topic}}: the body is the message. */
record FeedRoute(@Nullable FeedPublishing publishing) {
  private static final long ANSWER_DEADLINE_MS = 5_000;

  List<Route> routes() {
    return List.of(
        Route.post("/v1/feeds/{topic}", (request, topic) -> answer(topic, request.body())));
  }

  CompletionStage<AdminAnswer> answer(String topic, String message) {
    AdminAnswer wrong = wrong(topic, message);
    FeedPublishing to = publishing;
    if (wrong != null || to == null) {
      return CompletableFuture.completedFuture(wrong != null ? wrong : nowhere());
    }
    return to.publish(new TopicName(topic), message)
        .thenApply(heard -> AdminAnswer.json(200, new Published(topic, heard)))
        .exceptionally(FeedRoute::failed)
        .toCompletableFuture()
        .completeOnTimeout(
            unavailable("Redis does not answer; the message may have been published"),
            ANSWER_DEADLINE_MS,
            TimeUnit.MILLISECONDS);
  }

  /** What a publisher is told, in this order. */
  record Published(String topic, long heard) {}

  private @Nullable AdminAnswer wrong(String topic, String message) {
    if (!TopicName.isValid(topic)) {
      return AdminAnswer.error(400, "bad-topic", "a topic is " + TopicName.RULE);
    }
    if (publishing == null) {
      return null;
    }
    if (message.isEmpty()) {
      return AdminAnswer.error(
          400, "bad-request", "the body is the message: it has at least 1 byte");
    }
    if (message.getBytes(StandardCharsets.UTF_8).length > FeedLimits.MAX_MESSAGE_BYTES) {
      return AdminAnswer.error(
          413, "too-large", "a message has at most " + FeedLimits.MAX_MESSAGE_BYTES + " bytes");
    }
    return null;
  }

  private static AdminAnswer nowhere() {
    return AdminAnswer.error(
        409,
        "no-journal",
        "with --journal none feeds stay within one node: nothing can be published from here");
  }

  private static AdminAnswer failed(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof StoreFailedException e) {
      return unavailable(e.why());
    }
    throw new CompletionException(cause);
  }

  private static AdminAnswer unavailable(String why) {
    return AdminAnswer.error(503, "journal-unavailable", why);
  }
}

package usher.router.admin.route;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import usher.common.control.NodeId;
import usher.common.room.RoomId;
import usher.router.admin.AdminAnswer;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterInbox;

/** Asks the cluster, which answers in its own time or not at all. Any thread. */
final class Orders {
  /** How long the cluster may take for an answer, in milliseconds. */
  static final long ANSWER_DEADLINE_MS = 2_000;

  private final ClusterInbox inbox;
  private final Executor thread;

  Orders(ClusterInbox inbox, Executor thread) {
    this.inbox = inbox;
    this.thread = thread;
  }

  /**
   * Asks something.
   *
   * @param event makes the event out of whoever takes its answer, on the thread {@code cluster}
   * @param answer puts the answer together, on the thread {@code admin}
   */
  <T> CompletionStage<AdminAnswer> ask(
      Function<Consumer<T>, ClusterEvent> event, Function<T, AdminAnswer> answer) {
    CompletableFuture<T> told = new CompletableFuture<>();
    if (!inbox.post(event.apply(told::complete))) {
      return CompletableFuture.completedFuture(busy());
    }
    return told.thenApplyAsync(answer, thread)
        .completeOnTimeout(busy(), ANSWER_DEADLINE_MS, TimeUnit.MILLISECONDS);
  }

  /** Tells something that is not answered; false if there is too much to do. */
  boolean tell(ClusterEvent event) {
    return inbox.post(event);
  }

  static AdminAnswer busy() {
    return AdminAnswer.error(503, "busy", "the router is too busy to answer; ask again");
  }

  static RoomId room(String id) {
    if (!RoomId.isValid(id)) {
      throw new WrongRequestException(400, "bad-room", "a room id is " + RoomId.RULE);
    }
    return new RoomId(id);
  }

  static NodeId node(String id) {
    if (!NodeId.isValid(id)) {
      throw new WrongRequestException(400, "bad-node", "a node id is " + NodeId.RULE);
    }
    return new NodeId(id);
  }

  static CompletionStage<AdminAnswer> done(AdminAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}

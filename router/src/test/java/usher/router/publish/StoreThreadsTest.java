package usher.router.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import usher.common.feed.TopicName;
import usher.common.journal.redis.JournalAddress;
import usher.common.net.HostPort;

class StoreThreadsTest {
  private static String failure(CompletableFuture<?> answer) throws Exception {
    ExecutionException thrown =
        assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
    return assertInstanceOf(StoreFailedException.class, thrown.getCause()).why();
  }

  @Test
  void redisThatIsNotThereIsSaidSo() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    PublishCounters counters = new PublishCounters();
    JournalAddress nowhere = JournalAddress.standalone(new HostPort("127.0.0.1", port), "");
    try (FeedPublisher publisher = FeedPublisher.start(nowhere, counters)) {
      String why = failure(publisher.publish(new TopicName("AAPL"), "1").toCompletableFuture());
      assertTrue(why.contains("cannot reach Redis at 127.0.0.1:" + port), why);
      assertEquals(1, counters.failedCount());
      assertEquals(0, counters.publishedCount());
    }
  }

  @Test
  void commandsBeyondTheBoundFailAtOnceAndThoseThatWaitFailAtTheEnd() throws Exception {
    JournalAddress nowhere = JournalAddress.standalone(new HostPort("127.0.0.1", 1), "");
    StoreThreads store = new StoreThreads(nowhere);
    CompletableFuture<?> first = store.ask(redis -> 1).toCompletableFuture();
    for (int i = 1; i < PublishLimits.MAX_WAITING; i++) {
      store.ask(redis -> 1);
    }
    assertEquals(
        "too many commands wait for Redis", failure(store.ask(redis -> 1).toCompletableFuture()));
    assertTrue(!first.isDone());
    store.close();
    assertEquals("the router is stopping", failure(store.ask(redis -> 1).toCompletableFuture()));
  }
}

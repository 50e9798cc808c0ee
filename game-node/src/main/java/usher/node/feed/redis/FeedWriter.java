package usher.node.feed.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.feed.TopicName;
import usher.node.feed.FeedEvents;

/**
 * Carries out what the hub orders, in its order: the thread {@code feed-out}. The queue has at most
 * two orders for each topic of the node; messages to publish are bounded by {@link Publisher}.
 */
final class FeedWriter implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(FeedWriter.class);

  /** Something to do. */
  sealed interface Order {
    /** Subscribe to a topic, on this connection only. */
    record Enter(long connection, TopicName topic) implements Order {}

    /** Leave a topic, on this connection only. */
    record Leave(long connection, TopicName topic) implements Order {}

    /** Ask for the last message of a topic. */
    record Fetch(long ask, TopicName topic) implements Order {}

    /** Messages wait to be published. */
    record Publish() implements Order {}
  }

  private static final Order PUBLISH = new Order.Publish();

  private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
  private final Publisher publisher;
  private final FeedEvents events;
  private volatile @Nullable Subscription subscription;
  private volatile boolean closed;
  private long pingedNs;

  FeedWriter(Publisher publisher, FeedEvents events) {
    this.publisher = publisher;
    this.events = events;
  }

  /** Adds an order. Any thread. */
  void add(Order order) {
    orders.add(order);
  }

  /** Adds a message to publish, if there is room. Any thread. */
  void publish(TopicName topic, byte[] message) {
    if (publisher.offer(topic, message)) {
      orders.add(PUBLISH);
    }
  }

  /** From now on this is where to subscribe. On {@code feed-in}. */
  void onConnected(Subscription now) {
    subscription = now;
  }

  /** It broke. On {@code feed-in}. */
  void onBroke(Subscription before) {
    if (subscription == before) {
      subscription = null;
    }
  }

  /** Ends it soon. Any thread. */
  void close() {
    closed = true;
    orders.add(PUBLISH);
    publisher.breakOff();
  }

  @Override
  public void run() {
    List<Order> batch = new ArrayList<>();
    while (!closed) {
      try {
        Order first = orders.poll(publisher.waitMs(), TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          orders.drainTo(batch, FeedRedisLimits.MAX_BATCH - 1);
        }
        perform(batch);
        publisher.flush();
        ping();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.error("feeds: an order failed, and the next is carried out", e);
      } finally {
        batch.clear();
      }
    }
    publisher.breakOff();
  }

  private void perform(List<Order> batch) {
    int from = 0;
    while (from < batch.size()) {
      Class<?> kind = batch.get(from).getClass();
      int to = from + 1;
      while (to < batch.size() && batch.get(to).getClass() == kind) {
        to++;
      }
      performAlike(batch.subList(from, to));
      from = to;
    }
  }

  private void performAlike(List<Order> alike) {
    Subscription now = subscription;
    List<TopicName> enter = new ArrayList<>();
    List<TopicName> leave = new ArrayList<>();
    for (Order order : alike) {
      if (order instanceof Order.Enter o && now != null && o.connection() == now.number()) {
        enter.add(o.topic());
      } else if (order instanceof Order.Leave o && now != null && o.connection() == now.number()) {
        leave.add(o.topic());
      } else if (order instanceof Order.Fetch o) {
        events.fetched(o.ask(), o.topic(), publisher.last(o.topic()));
      }
    }
    if (now != null) {
      write(now, enter, leave);
    }
  }

  private static void write(Subscription on, List<TopicName> enter, List<TopicName> leave) {
    try {
      if (!enter.isEmpty()) {
        on.enter(enter);
      }
      if (!leave.isEmpty()) {
        on.leave(leave);
      }
    } catch (JedisException e) {
      // The reader sees that it broke, and all is subscribed to anew on the next one.
      on.breakOff();
    }
  }

  private void ping() {
    Subscription now = subscription;
    long nowNs = System.nanoTime();
    if (now != null && nowNs - pingedNs >= TimeUnit.MILLISECONDS.toNanos(FeedRedisLimits.PING_MS)) {
      pingedNs = nowNs;
      try {
        now.askWhetherItLives();
      } catch (JedisException e) {
        now.breakOff();
      }
    }
  }
}

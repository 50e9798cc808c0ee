package usher.router.publish;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import usher.common.feed.TopicName;

/**
 * Messages that wait to be kept: of each topic the last, the topic that waited longest first. Any
 * thread.
 */
final class LastMessages {
  /** A topic's last message, whose bytes nobody changes. */
  static final class Last {
    private final TopicName topic;
    private final byte[] message;

    Last(TopicName topic, byte[] message) {
      this.topic = topic;
      this.message = message;
    }

    TopicName topic() {
      return topic;
    }

    byte[] message() {
      return message;
    }
  }

  private final int maxTopics;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private final Map<TopicName, byte[]> waiting = new LinkedHashMap<>();
  private long bytes;

  LastMessages(int maxTopics, long maxBytes) {
    this.maxTopics = maxTopics;
    this.maxBytes = maxBytes;
  }

  /**
   * This is the topic's last message from now on.
   *
   * @return false if there is no space for it: then what waited before goes on waiting
   */
  boolean put(TopicName topic, byte[] message) {
    lock.lock();
    try {
      byte[] before = waiting.get(topic);
      long more = message.length - (before == null ? 0L : before.length);
      if (bytes + more > maxBytes || (before == null && waiting.size() >= maxTopics)) {
        return false;
      }
      bytes += more;
      waiting.put(topic, message);
      some.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** It could not be kept yet: it waits again, unless a later one does. */
  boolean putBack(Last last) {
    lock.lock();
    try {
      return waiting.containsKey(last.topic()) || put(last.topic(), last.message());
    } finally {
      lock.unlock();
    }
  }

  /**
   * The one that waited longest.
   *
   * @return null where none came in time
   */
  @Nullable Last take(long waitMs) throws InterruptedException {
    lock.lock();
    try {
      long leftNs = TimeUnit.MILLISECONDS.toNanos(waitMs);
      while (waiting.isEmpty()) {
        if (leftNs <= 0) {
          return null;
        }
        leftNs = some.awaitNanos(leftNs);
      }
      Iterator<Map.Entry<TopicName, byte[]>> each = waiting.entrySet().iterator();
      Map.Entry<TopicName, byte[]> first = each.next();
      Last last = new Last(first.getKey(), first.getValue());
      each.remove();
      bytes -= last.message().length;
      return last;
    } finally {
      lock.unlock();
    }
  }
}

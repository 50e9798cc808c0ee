package usher.bench.load.feeds;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import usher.bench.load.socket.LoadSockets;
import usher.bench.load.socket.Tally;

/** One event loop with its subscribers, and all that it counts. */
final class FeedLoop {
  private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(2);
  private static final long STIR_MS = 20;

  private final FeedPlan plan;
  private final LoadSockets sockets;
  private final List<FeedTopic> topics;
  private final Map<String, FeedTopic> byName = new LinkedHashMap<>();
  private final List<LoadSubscriber> subscribers = new ArrayList<>();
  private final Random random;
  private boolean stirring;
  private double owed;

  final Histogram latency = histogram();
  final Tally disconnects = new Tally();
  final Tally errors = new Tally();
  long measureFromNs = Long.MAX_VALUE;
  long delivered;
  long lost;
  long again;
  long gaps;
  long afterLeaving;
  long subscribed;
  long unsubscribed;
  long gone;

  FeedLoop(
      FeedPlan plan,
      EventLoop executor,
      Class<? extends Channel> socketChannel,
      List<FeedTopic> topics,
      long seed) {
    this.plan = plan;
    this.sockets = new LoadSockets(executor, socketChannel, plan.sources(), errors);
    this.topics = topics;
    this.random = new Random(seed);
    topics.forEach(topic -> byName.put(topic.name(), topic));
  }

  static Histogram histogram() {
    return new Histogram(LONGEST_NS, 3);
  }

  FeedPlan plan() {
    return plan;
  }

  LoadSockets sockets() {
    return sockets;
  }

  List<LoadSubscriber> subscribers() {
    return subscribers;
  }

  Map<String, FeedTopic> byName() {
    return byName;
  }

  String anyTopic() {
    return topics.get(random.nextInt(topics.size())).name();
  }

  Random random() {
    return random;
  }

  /** Starts to change, each second, what the plan's share of the subscribers do. */
  void stir() {
    stirring = plan.churn() > 0;
    stirSoon();
  }

  void rest() {
    stirring = false;
  }

  private void stirSoon() {
    sockets.later(
        () -> {
          if (!stirring) {
            return;
          }
          owed += plan.churn() * subscribers.size() * STIR_MS / 1e3;
          for (; owed >= 1; owed--) {
            subscribers.get(random.nextInt(subscribers.size())).stir();
          }
          stirSoon();
        },
        TimeUnit.MILLISECONDS.toNanos(STIR_MS));
  }

  /** Another takes the place of one whose socket is no more, after a wait. */
  void replace(LoadSubscriber old, Set<String> wanted, long waitNs) {
    int place = subscribers.indexOf(old);
    if (place >= 0) {
      LoadSubscriber next = new LoadSubscriber(this, old.number(), wanted);
      subscribers.set(place, next);
      sockets.later(next::connect, waitNs);
    }
  }

  void onMessage(Listening listening, FeedFrame frame, long nowNs) {
    if (listening.knows(frame.seq())) {
      again++;
      return;
    }
    lost += listening.heard(frame.seq());
    delivered++;
    if (frame.atNs() - measureFromNs >= 0) {
      latency.recordValue(Math.max(0, Math.min(LONGEST_NS, nowNs - frame.atNs())));
    }
  }
}

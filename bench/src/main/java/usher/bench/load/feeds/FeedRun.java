package usher.bench.load.feeds;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import usher.common.journal.redis.JournalAddress;
import usher.common.net.Transport;

/** One run from the first connect to the last goodbye, on the calling thread. */
public final class FeedRun {
  private static final long LOOK_MS = 20;
  private static final long CLOSE_MS = 300;

  private final FeedPlan plan;
  private final Transport transport;
  private final List<FeedTopic> topics = new ArrayList<>();
  private final List<FeedLoop> loops = new ArrayList<>();
  private final List<FeedReport.Settle> settles = new ArrayList<>();

  public FeedRun(FeedPlan plan, Transport transport) {
    this.plan = plan;
    this.transport = transport;
    String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    for (int i = 0; i < plan.topics(); i++) {
      topics.add(new FeedTopic("load-" + run + "-" + i));
    }
  }

  /**
   * Runs it all and says what was seen.
   *
   * @throws usher.common.config.FlagException if nothing can be published
   */
  public FeedReport run() throws InterruptedException {
    EventLoopGroup group = transport.group("load", plan.threads());
    JournalAddress redis = plan.redis();
    Outlet outlet = redis == null ? new AdminOutlet(plan.admin()) : new FeedRedis(redis);
    Census census = redis == null ? null : new Census(new FeedRedis(redis));
    try (Publishing publishing = new Publishing(plan, topics, outlet)) {
      connectAll(group);
      publishing.start();
      play(publishing, census);
      onEachLoop(loop -> loop.subscribers().forEach(each -> each.end(true)));
      Thread.sleep(CLOSE_MS);
      return FeedReport.of(plan, topics, loops, settles, publishing.failures());
    } finally {
      if (census != null) {
        census.close();
      }
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }
  }

  private void connectAll(EventLoopGroup group) throws InterruptedException {
    long rampNs = plan.ramp().toNanos();
    for (int i = 0; i < plan.threads(); i++) {
      loops.add(new FeedLoop(plan, group.next(), transport.socketChannel(), topics, i));
    }
    onEachLoop(
        loop -> {
          int first = loops.indexOf(loop);
          for (int i = first; i < plan.subscribers(); i += loops.size()) {
            Set<String> wanted = Set.of(topics.get(i % topics.size()).name());
            LoadSubscriber next = new LoadSubscriber(loop, i, wanted);
            loop.subscribers().add(next);
            loop.sockets().later(next::connect, (long) ((double) i / plan.subscribers() * rampNs));
          }
        });
    long untilNs = System.nanoTime() + rampNs + FeedPlan.CONNECT_TIMEOUT.toNanos();
    while (count(FeedRun::waiting) > 0 && untilNs - System.nanoTime() > 0) {
      Thread.sleep(LOOK_MS);
    }
  }

  private void play(Publishing publishing, @Nullable Census census) throws InterruptedException {
    long fromNs = System.nanoTime() + plan.warmUp().toNanos();
    onEachLoop(loop -> loop.measureFromNs = fromNs);
    long lengthNs = plan.length().toNanos() / plan.settles();
    long endNs = fromNs;
    for (int i = 0; i < plan.settles(); i++) {
      endNs += lengthNs;
      publishing.rest(false);
      onEachLoop(FeedLoop::stir);
      TimeUnit.NANOSECONDS.sleep(endNs - System.nanoTime());
      onEachLoop(FeedLoop::rest);
      publishing.rest(true);
      publishing.check();
      long startNs = System.nanoTime();
      settle(census);
      endNs += System.nanoTime() - startNs;
    }
  }

  private void settle(@Nullable Census census) throws InterruptedException {
    long startNs = System.nanoTime();
    long missing = count(FeedRun::missing);
    long waiting = count(FeedRun::waiting);
    Map<String, Set<String>> nodes = nodes();
    List<String> wrong = census == null ? List.of() : census.wrong(nodes);
    while ((missing > 0 || waiting > 0 || !wrong.isEmpty())
        && System.nanoTime() - startNs < FeedPlan.SETTLE_TIMEOUT.toNanos()) {
      Thread.sleep(LOOK_MS);
      missing = count(FeedRun::missing);
      waiting = count(FeedRun::waiting);
      nodes = nodes();
      wrong = census == null ? List.of() : census.wrong(nodes);
    }
    Set<String> all = new TreeSet<>();
    nodes.values().forEach(all::addAll);
    settles.add(
        new FeedReport.Settle(
            (System.nanoTime() - startNs) / 1e6,
            missing,
            (int) waiting,
            census == null ? 0 : nodes.size(),
            all.size(),
            wrong));
    onEachLoop(loop -> loop.subscribers().forEach(LoadSubscriber::giveUp));
  }

  private static long missing(FeedLoop loop) {
    return loop.subscribers().stream().mapToLong(LoadSubscriber::missing).sum();
  }

  private static long waiting(FeedLoop loop) {
    return loop.subscribers().stream().filter(each -> !each.isSettled()).count();
  }

  /** The nodes at which each topic is heard. */
  private Map<String, Set<String>> nodes() throws InterruptedException {
    Map<String, Set<String>> nodes = new TreeMap<>();
    topics.forEach(topic -> nodes.put(topic.name(), new TreeSet<>()));
    onEachLoop(
        loop -> {
          synchronized (nodes) {
            for (LoadSubscriber each : loop.subscribers()) {
              each.topics()
                  .forEach(
                      topic ->
                          nodes.computeIfAbsent(topic, any -> new TreeSet<>()).add(each.node()));
            }
          }
        });
    return nodes;
  }

  private long count(ToLongFunction<FeedLoop> what) throws InterruptedException {
    java.util.concurrent.atomic.AtomicLong sum = new java.util.concurrent.atomic.AtomicLong();
    onEachLoop(loop -> sum.addAndGet(what.applyAsLong(loop)));
    return sum.get();
  }

  private void onEachLoop(Consumer<FeedLoop> task) throws InterruptedException {
    List<Future<?>> done = new ArrayList<>();
    for (FeedLoop loop : loops) {
      done.add(loop.sockets().executor().submit(() -> task.accept(loop)));
    }
    for (Future<?> future : done) {
      future.sync();
    }
  }
}

package usher.router.cluster.sim;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Virtual time, chance, and the story so far. */
final class World {
  static final long MS = 1_000_000;

  /** A rule of the cluster, or of a node, is broken. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String what) {
      super(what);
    }
  }

  private record Task(long atNs, long order, Runnable work) {}

  final SplittableRandom random;
  final Set<Rule> off = EnumSet.noneOf(Rule.class);
  final List<String> trace = new ArrayList<>();
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          (a, b) ->
              a.atNs != b.atNs ? Long.compare(a.atNs, b.atNs) : Long.compare(a.order, b.order));
  private final boolean tracing;
  private final long startNs = 1_000_000_000_000L;
  private long nowNs = startNs;
  private long order;

  World(long seed, Set<Rule> off, boolean tracing) {
    this.random = new SplittableRandom(seed);
    this.off.addAll(off);
    this.tracing = tracing;
  }

  long nowNs() {
    return nowNs;
  }

  double nowMs() {
    return (nowNs - startNs) / (double) MS;
  }

  boolean without(Rule rule) {
    return off.contains(rule);
  }

  double between(double low, double high) {
    return low + random.nextDouble() * (high - low);
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  void after(double ms, Runnable work) {
    tasks.add(new Task(nowNs + (long) (ms * MS), order++, work));
  }

  void at(long atNs, Runnable work) {
    tasks.add(new Task(Math.max(atNs, nowNs), order++, work));
  }

  void run(double untilMs) {
    long untilNs = startNs + (long) (untilMs * MS);
    while (true) {
      Task next = tasks.peek();
      if (next == null || next.atNs > untilNs) {
        break;
      }
      tasks.poll();
      nowNs = next.atNs;
      next.work.run();
    }
    nowNs = untilNs;
  }

  void log(Supplier<String> line) {
    if (tracing) {
      trace.add(String.format("%8.1f %s", nowMs(), line.get()));
    }
  }
}

package usher.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Time, chance, and what is cut from what. Times are in milliseconds. */
public final class World {
  private static final double NANOS_PER_MILLI = 1e6;

  private record Timer(double at, long order, Runnable action) {}

  /** Which wires between which two are dead now. */
  private record Cut(Set<String> ends, Wire.Kind kind) {}

  public final Random random;
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          (a, b) -> a.at != b.at ? Double.compare(a.at, b.at) : Long.compare(a.order, b.order));
  private final Map<Cut, Integer> cuts = new HashMap<>();
  private final Set<Wire> wires = new LinkedHashSet<>();
  private final List<String> trace = new ArrayList<>();
  private final boolean tracing;
  private double now;
  private long order;

  public World(long seed, boolean tracing) {
    this.random = new Random(seed);
    this.tracing = tracing;
  }

  public double now() {
    return now;
  }

  /** The present as a monotonic clock tells it, in nanoseconds. */
  public long nowNs() {
    return (long) (now * NANOS_PER_MILLI);
  }

  /** Evenly between these two. */
  public double between(double from, double to) {
    return from + random.nextDouble() * (to - from);
  }

  /** One of these. */
  public <T> T oneOf(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Does something in so many milliseconds. */
  public void in(double delay, Runnable action) {
    timers.add(new Timer(now + delay, order++, action));
  }

  /** Lets time pass. */
  public void run(double until) {
    run(until, () -> false);
  }

  /** Lets time pass, until then or until this holds. */
  public void run(double until, BooleanSupplier stop) {
    Timer next = timers.peek();
    while (next != null && next.at <= until) {
      timers.poll();
      now = next.at;
      next.action.run();
      if (stop.getAsBoolean()) {
        return;
      }
      next = timers.peek();
    }
    now = Math.max(now, until);
  }

  /** Notes what happened, for who reads the story of a seed. */
  public void log(String format, Object... args) {
    if (tracing) {
      trace.add(
          String.format(Locale.ROOT, "%7.1f ", now) + String.format(Locale.ROOT, format, args));
    }
  }

  public boolean isTracing() {
    return tracing;
  }

  public List<String> trace() {
    return trace;
  }

  /** Cuts all wires of a kind between two, for so long. */
  public void cut(Proc a, Proc b, Wire.Kind kind, double duration, boolean breaks) {
    Cut cut = new Cut(Set.of(a.name(), b.name()), kind);
    cuts.merge(cut, 1, Integer::sum);
    log("CUT %s %s %s %.0f", a.name(), b.name(), kind, duration);
    for (Wire wire : List.copyOf(wires)) {
      if (wire.kind() == kind && wire.joins(a, b) && !wire.isBroken()) {
        wire.stall();
        if (breaks) {
          in(between(Math.min(10, duration), duration), wire::breakUp);
        }
      }
    }
    in(duration, () -> heal(cut, a, b));
  }

  private void heal(Cut cut, Proc a, Proc b) {
    cuts.computeIfPresent(cut, (key, count) -> count == 1 ? null : count - 1);
    for (Wire wire : List.copyOf(wires)) {
      if (wire.kind() == cut.kind && wire.joins(a, b)) {
        wire.heal();
      }
    }
  }

  boolean isCut(Proc a, Proc b, Wire.Kind kind) {
    return !cuts.isEmpty() && cuts.containsKey(new Cut(Set.of(a.name(), b.name()), kind));
  }

  void opened(Wire wire) {
    wires.add(wire);
  }

  void closed(Wire wire) {
    wires.remove(wire);
  }

  /** All wires that are not closed on both ends. */
  public List<Wire> wires() {
    return List.copyOf(wires);
  }

  List<Wire> wiresOf(Proc proc) {
    List<Wire> of = new ArrayList<>();
    for (Wire wire : wires) {
      if (wire.hasEnd(proc)) {
        of.add(wire);
      }
    }
    return of;
  }
}

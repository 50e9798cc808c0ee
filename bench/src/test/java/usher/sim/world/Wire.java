package usher.sim.world;

import java.util.ArrayList;
import java.util.List;

/**
 * Ordered messages both ways. A break delivers a part of what was under way, chosen by chance, and
 * perhaps late: the two ends do not learn of it at once.
 */
public final class Wire {
  private static final int NEVER = Integer.MAX_VALUE;

  /** What a wire is for, and how slow it is. */
  public enum Kind {
    REDIS(0.3, 4),
    LINK(0.3, 6),
    CONTROL(0.3, 6),
    PLAYER(1, 15),
    PROBE(0.3, 2);

    private final double least;
    private final double most;

    Kind(double least, double most) {
      this.least = least;
      this.most = most;
    }

    double latency(World world) {
      return world.between(least, most);
    }
  }

  private record Held(End to, int index, Object message) {}

  private static final class End {
    private final Proc proc;
    private boolean open = true;
    private int sent;
    private int got;
    private int cut = NEVER;
    private double lastArrival;

    End(Proc proc) {
      this.proc = proc;
    }
  }

  private final World world;
  private final Kind kind;
  private final End a;
  private final End b;
  private final List<Held> held = new ArrayList<>();
  private boolean broken;
  private boolean stalled;

  Wire(World world, Proc from, Proc to, Kind kind) {
    this.world = world;
    this.kind = kind;
    this.a = new End(from);
    this.b = new End(to);
    world.opened(this);
  }

  public Kind kind() {
    return kind;
  }

  public boolean isBroken() {
    return broken;
  }

  boolean hasEnd(Proc proc) {
    return a.proc == proc || b.proc == proc;
  }

  boolean joins(Proc one, Proc other) {
    return hasEnd(one) && hasEnd(other);
  }

  public boolean isOpen(Proc proc) {
    return end(proc).open;
  }

  /** The process on the other end. */
  public Proc peer(Proc proc) {
    return other(end(proc)).proc;
  }

  private End end(Proc proc) {
    return a.proc == proc ? a : b;
  }

  private End other(End end) {
    return end == a ? b : a;
  }

  /** Says something; it arrives later, or never. */
  public void send(Proc from, Object message) {
    End sender = end(from);
    if (!sender.open || broken) {
      return;
    }
    End to = other(sender);
    double delay = kind.latency(world);
    if (world.random.nextDouble() < 0.03) {
      delay += world.between(5, 60);
    }
    double at = Math.max(to.lastArrival, world.now() + delay);
    to.lastArrival = at;
    int index = to.sent++;
    world.in(at - world.now(), () -> arrive(to, index, message));
  }

  private void arrive(End to, int index, Object message) {
    if (stalled) {
      held.add(new Held(to, index, message));
      return;
    }
    if (index >= to.cut) {
      return;
    }
    to.got++;
    if (world.isTracing() && kind != Kind.CONTROL) {
      world.log("    %s -> %s %s", other(to).proc.name(), to.proc.name(), message);
    }
    to.proc.deliver(this, message);
  }

  void stall() {
    stalled = true;
  }

  void heal() {
    if (!stalled) {
      return;
    }
    stalled = false;
    List<Held> before = List.copyOf(held);
    held.clear();
    before.forEach(each -> arrive(each.to, each.index, each.message));
  }

  private void close(End end) {
    if (end.open) {
      end.open = false;
      end.cut = Math.min(end.cut, end.got);
      end.proc.after(0, () -> end.proc.onClose(this));
    }
    if (!a.open && !b.open) {
      world.closed(this);
    }
  }

  /** The network breaks it. */
  public void breakUp() {
    if (broken) {
      return;
    }
    broken = true;
    for (End end : List.of(a, b)) {
      if (end.open) {
        if (world.random.nextDouble() < 0.4) {
          end.cut = end.got;
          close(end);
        } else {
          end.cut = end.got + world.random.nextInt(end.sent - end.got + 1);
          closeLater(end, 0.7, 50, 900);
        }
      }
    }
    heal();
  }

  /** One end closes it: the other may still get what was sent. */
  public void close(Proc by) {
    if (broken) {
      return;
    }
    broken = true;
    for (End end : List.of(a, b)) {
      if (end.open && end.proc == by) {
        end.cut = end.got;
        close(end);
      } else if (end.open) {
        boolean all = !stalled && world.random.nextDouble() < 0.6;
        end.cut = all ? end.sent : end.got + world.random.nextInt(end.sent - end.got + 1);
        closeLater(end, 0.7, 50, 900);
      }
    }
    heal();
  }

  void crash(Proc crashed) {
    End dead = end(crashed);
    dead.open = false;
    dead.cut = dead.got;
    if (broken) {
      if (!other(dead).open) {
        world.closed(this);
      }
      return;
    }
    broken = true;
    End left = other(dead);
    left.cut = left.got + world.random.nextInt(left.sent - left.got + 1);
    closeLater(left, 0.8, 100, 1500);
    heal();
  }

  private void closeLater(End end, double soon, double from, double to) {
    double late = world.random.nextDouble() < soon ? world.between(0, 5) : world.between(from, to);
    world.in(Math.max(0, end.lastArrival - world.now()) + late, () -> close(end));
  }
}

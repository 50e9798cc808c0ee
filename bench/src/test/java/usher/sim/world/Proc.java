package usher.sim.world;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process: it can crash, be started again, be stopped for a while and continued. */
public abstract class Proc {
  protected final World world;
  private final String name;
  private final ArrayDeque<Runnable> backlog = new ArrayDeque<>();
  private boolean up = true;
  private boolean paused;
  private int life;

  protected Proc(World world, String name) {
    this.world = world;
    this.name = name;
  }

  /** Starts afresh, knowing nothing of an earlier life. */
  protected abstract void boot();

  /** Someone dialled this process. */
  protected abstract void onOpen(Wire wire);

  protected abstract void onMessage(Wire wire, Object message);

  protected abstract void onClose(Wire wire);

  public final String name() {
    return name;
  }

  public final boolean isUp() {
    return up;
  }

  public final boolean isPaused() {
    return paused;
  }

  /** Which life this is, from 0. */
  public final int life() {
    return life;
  }

  /** Does something in this life, now or when the process goes on. */
  final void perform(int inLife, Runnable action) {
    if (!up || inLife != life) {
      return;
    }
    if (paused) {
      backlog.add(action);
    } else {
      action.run();
    }
  }

  /** Does something in so many milliseconds, if this life lasts. */
  public final void after(double delay, Runnable action) {
    int inLife = life;
    world.in(delay, () -> perform(inLife, action));
  }

  final void deliver(Wire wire, Object message) {
    perform(
        life,
        () -> {
          if (wire.isOpen(this)) {
            onMessage(wire, message);
          }
        });
  }

  public final void pause(double duration) {
    if (up && !paused) {
      world.log("STOP %s %.0f", name, duration);
      paused = true;
      int inLife = life;
      world.in(
          duration,
          () -> {
            if (inLife == life) {
              world.log("CONT %s", name);
              resume();
            }
          });
    }
  }

  private void resume() {
    paused = false;
    while (!paused && !backlog.isEmpty()) {
      backlog.poll().run();
    }
  }

  /** Ends this life at once, and starts the next after so long. */
  public final void crash(double down) {
    if (!up) {
      return;
    }
    world.log("CRASH %s %.0f", name, down);
    up = false;
    life++;
    paused = false;
    backlog.clear();
    for (Wire wire : world.wiresOf(this)) {
      wire.crash(this);
    }
    world.in(
        down,
        () -> {
          if (!up) {
            world.log("RESTART %s", name);
            up = true;
            boot();
          }
        });
  }

  /** Dials another process; gets the wire, or null where that is not to be had. */
  public final void dial(Proc to, Wire.Kind kind, Consumer<@Nullable Wire> whenDone) {
    after(
        kind.latency(world),
        () -> {
          if (world.isCut(this, to, kind)) {
            after(world.between(50, 200), () -> whenDone.accept(null));
          } else if (!to.up) {
            after(world.between(0.3, 3), () -> whenDone.accept(null));
          } else {
            Wire wire = new Wire(world, this, to, kind);
            to.perform(to.life, () -> to.onOpen(wire));
            whenDone.accept(wire);
          }
        });
  }
}

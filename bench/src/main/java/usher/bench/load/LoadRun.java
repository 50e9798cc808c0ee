package usher.bench.load;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import usher.common.net.Transport;

/** One run from the first connect to the last goodbye, on the calling thread. */
final class LoadRun {
  private static final long LOOK_MS = 20;
  private static final long CLOSE_MS = 300;

  private final LoadPlan plan;
  private final Transport transport;
  private final List<LoadLoop> loops = new ArrayList<>();
  private final List<RoomWatch> rooms = new ArrayList<>();

  LoadRun(LoadPlan plan, Transport transport) {
    this.plan = plan;
    this.transport = transport;
  }

  /** Runs it all and says what was seen. */
  LoadReport run() throws InterruptedException {
    int watching = plan.spectators() > 0 ? plan.threads() : 0;
    EventLoopGroup group = transport.group("load", plan.threads() + watching);
    SpectatorReport watched = null;
    try {
      seatPlayers(group);
      connectAll();
      measure();
      LoadReport.Latency alone = null;
      if (plan.spectators() > 0) {
        alone = LoadReport.own(loops);
        onEachLoop(LoadLoop::measureAnew);
        seatSpectators(group);
        measure();
      }
      watched = alone == null ? null : SpectatorReport.of(plan, loops, alone);
      onEachLoop(
          loop -> {
            loop.spectators().forEach(LoadSpectator::end);
            loop.players().forEach(LoadPlayer::end);
          });
      Thread.sleep(CLOSE_MS);
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }
    return LoadReport.of(plan, loops, watched);
  }

  private void measure() throws InterruptedException {
    long firstDueNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MS);
    long measureFromNs = firstDueNs + plan.warmUp().toNanos();
    long measureUntilNs = measureFromNs + plan.length().toNanos();
    sendAll(firstDueNs, measureFromNs, measureUntilNs);
    TimeUnit.NANOSECONDS.sleep(measureUntilNs - System.nanoTime());
    await(plan.answers(), this::allAnswered);
  }

  /** On threads of their own: players are timed, and read no later for those who watch. */
  private void seatSpectators(EventLoopGroup group) throws InterruptedException {
    long leastNs = TimeUnit.MILLISECONDS.toNanos(plan.spectators());
    long rampNs = Math.max(leastNs, plan.ramp().toNanos());
    List<LoadLoop> watching = addLoops(group);
    for (int i = 0; i < plan.spectators(); i++) {
      LoadLoop loop = watching.get(i % watching.size());
      LoadSpectator next = new LoadSpectator(loop, rooms.get(i % rooms.size()), i);
      loop.spectators().add(next);
      loop.sockets().later(next::connect, (long) ((double) i / plan.spectators() * rampNs));
    }
    await(
        Duration.ofNanos(rampNs).plus(LoadPlan.CONNECT_TIMEOUT),
        () -> count(loop -> loop.spectators().stream().allMatch(LoadSpectator::isServed)));
  }

  private void seatPlayers(EventLoopGroup group) {
    List<LoadLoop> playing = addLoops(group);
    String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    for (int i = 0; i < plan.rooms(); i++) {
      RoomWatch room = new RoomWatch("load-" + run + "-" + i, plan.tolerance().toNanos());
      rooms.add(room);
      playing.get(i % playing.size()).rooms().add(room);
    }
    for (int i = 0; i < plan.players(); i++) {
      int room = i % plan.rooms();
      LoadLoop loop = playing.get(room % playing.size());
      loop.players().add(new LoadPlayer(loop, rooms.get(room), i));
    }
  }

  private List<LoadLoop> addLoops(EventLoopGroup group) {
    List<LoadLoop> added = new ArrayList<>();
    for (int i = 0; i < plan.threads(); i++) {
      added.add(new LoadLoop(plan, group.next(), transport.socketChannel()));
    }
    loops.addAll(added);
    return added;
  }

  private void connectAll() throws InterruptedException {
    long rampNs = plan.ramp().toNanos();
    onEachLoop(
        loop -> {
          List<LoadPlayer> players = loop.players();
          for (int i = 0; i < players.size(); i++) {
            long waitNs = (long) ((double) i / players.size() * rampNs);
            loop.sockets().later(players.get(i)::connect, waitNs);
          }
        });
    await(
        plan.ramp().plus(LoadPlan.CONNECT_TIMEOUT),
        () -> count(loop -> loop.players().stream().allMatch(LoadPlayer::everServed)));
  }

  private void sendAll(long firstDueNs, long measureFromNs, long measureUntilNs)
      throws InterruptedException {
    onEachLoop(
        loop -> {
          loop.measure(measureFromNs, measureUntilNs);
          List<LoadPlayer> players = loop.players();
          for (int i = 0; i < players.size(); i++) {
            long offsetNs = (long) ((double) i / players.size() * plan.gapNs());
            players.get(i).startSending(firstDueNs + offsetNs);
          }
        });
  }

  private boolean allAnswered() throws InterruptedException {
    return count(
        loop ->
            loop.echoed >= loop.sent
                && loop.players().stream().allMatch(LoadPlayer::hasSentWhatWasDue));
  }

  private boolean count(java.util.function.Predicate<LoadLoop> test) throws InterruptedException {
    AtomicInteger passed = new AtomicInteger();
    onEachLoop(loop -> passed.addAndGet(test.test(loop) ? 1 : 0));
    return passed.get() == loops.size();
  }

  private void onEachLoop(java.util.function.Consumer<LoadLoop> task) throws InterruptedException {
    List<io.netty.util.concurrent.Future<?>> done = new ArrayList<>();
    for (LoadLoop loop : loops) {
      done.add(loop.sockets().executor().submit(() -> task.accept(loop)));
    }
    for (io.netty.util.concurrent.Future<?> future : done) {
      future.sync();
    }
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private static void await(Duration atMost, Condition condition) throws InterruptedException {
    long startNs = System.nanoTime();
    while (!condition.holds() && System.nanoTime() - startNs < atMost.toNanos()) {
      Thread.sleep(LOOK_MS);
    }
  }
}

package usher.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.bench.compare.echo.Crowd;
import usher.bench.compare.echo.EchoLoad;
import usher.bench.compare.echo.Handshakes;
import usher.bench.compare.echo.Phase;
import usher.bench.compare.echo.Seen;
import usher.bench.compare.proxy.Proxy;
import usher.bench.compare.proxy.RunningProxy;
import usher.common.net.HostPort;

/** Runs the rounds, one proxy after the other, and keeps what was seen. */
final class CompareRun {
  /** Players who warm a proxy up before its memory is measured. */
  private static final int FEW = 8;

  private static final long WARM_UP_MS = 2_000;
  private static final long WARM_UP_MAX_NS = 60_000_000_000L;
  private static final long LOOK_MS = 50;

  /** How long idle tunnels rest, so that buffers are given back. */
  private static final long REST_MS = 2_000;

  private final ComparePlan plan;
  private final EchoLoad load;
  private final List<HostPort> upstreams;
  private final Path directory;
  private final List<Sample> samples = new ArrayList<>();
  private final List<MemorySample> memory = new ArrayList<>();

  CompareRun(ComparePlan plan, EchoLoad load, List<HostPort> upstreams, Path directory) {
    this.plan = plan;
    this.load = load;
    this.upstreams = upstreams;
    this.directory = directory;
  }

  /** All proxies stay up over all rounds. */
  void rounds(List<Proxy> proxies) throws IOException, InterruptedException {
    Map<Proxy, RunningProxy> running = new LinkedHashMap<>();
    try {
      for (Proxy proxy : proxies) {
        RunningProxy started = start(proxy);
        running.put(proxy, started);
        if (started.isJvm()) {
          say("warming up " + proxy.name());
          warmUp(started);
        }
      }
      List<Proxy> order = new ArrayList<>(proxies);
      for (int i = 0; i < plan.warmUpRounds() + plan.rounds(); i++) {
        int round = i - plan.warmUpRounds() + 1;
        say(round < 1 ? "warm-up round" : "round " + round + " of " + plan.rounds());
        for (Proxy proxy : order) {
          round(proxy.name(), running.get(proxy), round);
        }
        Collections.rotate(order, 1);
      }
    } finally {
      running.values().forEach(RunningProxy::close);
    }
  }

  /** Lets a JIT compiler see enough of each scenario, whatever else the machine is doing. */
  private void warmUp(RunningProxy proxy) throws InterruptedException {
    try (Crowd crowd = load.crowd(proxy.address(), plan.players())) {
      for (Scenario scenario : Scenario.values()) {
        Phase phase = scenario.start(load, proxy.address(), crowd, plan);
        phase.restart();
        long startNs = System.nanoTime();
        while (phase.read().count() < plan.warmUpCount()
            && System.nanoTime() - startNs < WARM_UP_MAX_NS) {
          Thread.sleep(LOOK_MS);
        }
        scenario.stop(phase, crowd);
      }
    }
  }

  private void round(String name, @Nullable RunningProxy proxy, int round)
      throws InterruptedException {
    if (proxy == null) {
      throw new IllegalStateException(name + " does not run");
    }
    try (Crowd crowd = load.crowd(proxy.address(), plan.players())) {
      for (Scenario scenario : Scenario.values()) {
        Phase phase = scenario.start(load, proxy.address(), crowd, plan);
        Thread.sleep(plan.settleMs());
        long cpuNs = proxy.cpuNs();
        phase.restart();
        Thread.sleep(plan.windowMs());
        Seen seen = phase.read();
        cpuNs = proxy.cpuNs() - cpuNs;
        scenario.stop(phase, crowd);
        if (round > 0) {
          samples.add(Sample.of(name, scenario, round, cpuNs, seen));
        }
        Thread.sleep(plan.settleMs() / 2);
      }
    }
  }

  /** Each proxy is started afresh in each round. */
  void memory(List<Proxy> proxies) throws IOException, InterruptedException {
    for (int round = 1; round <= plan.memoryRounds(); round++) {
      say("memory round " + round + " of " + plan.memoryRounds());
      for (Proxy proxy : proxies) {
        try (RunningProxy running = start(proxy)) {
          memory(proxy.name(), running, round);
        }
      }
    }
  }

  private void memory(String name, RunningProxy proxy, int round)
      throws IOException, InterruptedException {
    try (Crowd few = load.crowd(proxy.address(), FEW)) {
      few.echo(64);
      Thread.sleep(WARM_UP_MS);
      few.rest();
    }
    try (Handshakes some = load.handshakes(proxy.address(), FEW, FEW)) {
      some.restart();
      Thread.sleep(WARM_UP_MS);
    }
    Thread.sleep(REST_MS);
    long before = proxy.memoryBytes();
    try (Crowd idle = load.crowd(proxy.address(), plan.idle())) {
      idle.echo(64, plan.idle());
      Thread.sleep(REST_MS);
      idle.rest();
      Thread.sleep(REST_MS);
      double each = (double) (proxy.memoryBytes() - before) / plan.idle();
      memory.add(new MemorySample(name, round, before, each));
    }
    Thread.sleep(REST_MS);
  }

  CompareReport report() {
    return CompareReport.of(plan, samples, memory);
  }

  private RunningProxy start(Proxy proxy) throws IOException, InterruptedException {
    return proxy.start(Files.createTempDirectory(directory, proxy.name() + "-"), upstreams);
  }

  private static void say(String progress) {
    System.err.println(progress);
  }
}

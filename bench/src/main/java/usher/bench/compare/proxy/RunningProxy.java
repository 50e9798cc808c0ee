package usher.bench.compare.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import usher.common.net.HostPort;

/** A proxy's process, until it is closed. */
public final class RunningProxy implements AutoCloseable {
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;
  private static final long LOOK_MS = 20;
  private static final int CORE = 0;

  private final String name;
  private final HostPort address;
  private final Process process;
  private final Path log;
  private final List<Runnable> ends = new ArrayList<>();
  private boolean jvm;

  private RunningProxy(String name, HostPort address, Process process, Path log) {
    this.name = name;
    this.address = address;
    this.process = process;
    this.log = log;
  }

  /** Starts a command on the proxies' core, with its output in {@code directory/log}. */
  public static RunningProxy start(
      String name, HostPort address, Path directory, List<String> command) throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(CORE)));
    pinned.addAll(command);
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(pinned).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new RunningProxy(name, address, process, log);
  }

  /** Waits until a condition holds. */
  public RunningProxy await(BooleanSupplier condition) throws IOException, InterruptedException {
    long startNs = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() - startNs > START_SECONDS * 1_000_000_000) {
        close();
        throw new IOException(name + " did not start; its log is " + log);
      }
      Thread.sleep(LOOK_MS);
    }
    return this;
  }

  /** Waits until it takes connections. */
  public RunningProxy awaitListening() throws IOException, InterruptedException {
    return await(() -> listens(address));
  }

  /** Says that it is a JVM, and what else to end when it is closed. */
  public RunningProxy jvmWith(Runnable end) {
    jvm = true;
    ends.add(end);
    return this;
  }

  /** Whether it has to warm up. */
  public boolean isJvm() {
    return jvm;
  }

  public HostPort address() {
    return address;
  }

  /** CPU time of the whole process so far, in nanoseconds. */
  public long cpuNs() {
    return ProcessAccounts.cpuNs(process.pid());
  }

  /**
   * What it holds, in bytes: private memory; of a JVM whose heap is touched from the start, private
   * memory and what lives on the heap after a collection.
   */
  public long memoryBytes() throws IOException, InterruptedException {
    long live = jvm ? JvmHeap.liveBytes(process.pid()) : 0;
    return live + ProcessAccounts.memoryBytes(process.pid());
  }

  static boolean listens(HostPort address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    ends.forEach(Runnable::run);
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package usher.bench.failover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A router or a node of the show, with its output in files. One thread. */
final class HouseProcess implements AutoCloseable {
  private static final long READY_MS = 60_000;
  private static final long END_MS = 10_000;

  /** A node that leaves moves its rooms at its pace first. */
  private static final long LEAVE_MS = 120_000;

  private static final long LOOK_MS = 10;

  private final String name;
  private final Process process;
  private final Path output;
  private final Path log;
  private final Map<String, String> ready = new TreeMap<>();

  private HouseProcess(String name, Process process, Path output, Path log) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.log = log;
  }

  /**
   * Starts a jar of ours with this JVM's java.
   *
   * @param directory of its log, to which a later process of this name adds
   * @param jvm options of its JVM
   */
  static HouseProcess start(
      String name, Path jar, Path directory, List<String> jvm, List<String> flags)
      throws IOException {
    Path output = Files.createTempFile(directory, name + "-", ".out");
    Path log = directory.resolve(name + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dio.netty.leakDetection.level=disabled"));
    command.addAll(jvm);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(flags);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(key -> key.startsWith("USHER_"));
    return new HouseProcess(name, builder.start(), output, log);
  }

  /**
   * Waits for the line that begins with READY, and reads its {@code key=value} words.
   *
   * @throws IOException if it does not come; the message names the log
   */
  HouseProcess awaitReady() throws IOException, InterruptedException {
    long startNs = System.nanoTime();
    while (ready.isEmpty()) {
      for (String line : Files.readAllLines(output)) {
        if (line.startsWith("READY ")) {
          read(line);
        }
      }
      boolean late = System.nanoTime() - startNs > READY_MS * 1_000_000;
      if (ready.isEmpty() && (late || !process.isAlive())) {
        throw new IOException(name + " did not start; its log is " + log);
      }
      Thread.sleep(LOOK_MS);
    }
    return this;
  }

  private void read(String line) {
    for (String word : line.split(" ")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        ready.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
  }

  String name() {
    return name;
  }

  /** A value of the READY line, as in {@code players=127.0.0.1:8080}. */
  String ready(String key) {
    String value = ready.get(key);
    if (value == null) {
      throw new IllegalStateException(name + " said no " + key + ", but " + ready);
    }
    return value;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends it with -9, and waits for its end. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(END_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Tells it to end, and waits until it did.
   *
   * @throws IOException if it does not in time, or with a code other than 0
   */
  void leave() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(LEAVE_MS, TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
      throw new IOException(
          name
              + (process.isAlive() ? " is still there" : " ended with " + process.exitValue())
              + " after SIGTERM; its log is "
              + log);
    }
  }

  /** How many lines of its log hold all of these words. */
  long logged(String... words) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> Stream.of(words).allMatch(line::contains)).count();
    }
  }

  /** Ends it with -9, and does not wait. */
  void killSoon() {
    process.destroyForcibly();
  }

  /** Sends a signal by name: STOP, CONT. */
  static void signal(ProcessHandle process, String signal)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill -" + signal + " of process " + process.pid() + " failed");
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_MS, TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

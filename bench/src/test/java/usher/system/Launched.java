package usher.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A real process of ours: started, read, signalled and, in the end, always killed. */
public final class Launched implements AutoCloseable {
  private static final long READY_DEADLINE_MS = 60_000;

  /** Most of what such a process does is to start: so it starts faster. */
  private static final List<String> QUICK_JVM =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

  /** The same for the JVMs that a started process starts. */
  public static final Map<String, String> QUICK_JVMS =
      Map.of("JDK_JAVA_OPTIONS", String.join(" ", QUICK_JVM.subList(0, 2)));

  private final String name;
  private final Process process;
  private final Path log;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private Map<String, String> ready = Map.of();

  private Launched(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.reader = new Thread(this::readOutput, "stdout-" + name);
  }

  /** Starts a command; its standard error goes to a file that a failure prints. */
  public static Launched start(String name, Map<String, String> environment, List<String> command) {
    try {
      Path log = Files.createTempFile("usher-" + name + "-", ".log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
      builder.environment().keySet().removeIf(key -> key.startsWith("USHER_"));
      // What a test starts serves few players, and it serves them sooner cold.
      builder.environment().put("USHER_WARM_UP_LIMIT", "0s");
      builder.environment().putAll(environment);
      Launched launched = new Launched(name, builder.start(), log);
      launched.reader.setDaemon(true);
      launched.reader.start();
      return launched;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one of our jars with this JVM's java and a small heap. */
  public static Launched jar(String name, Path jar, String... flags) {
    return jar(name, Map.of(), jar, flags);
  }

  /** The same, with words added to its environment. */
  static Launched jar(String name, Map<String, String> environment, Path jar, String... flags) {
    return jar(name, environment, List.of(), jar, flags);
  }

  /** The same, with more options of the JVM. */
  static Launched jar(
      String name, Map<String, String> environment, List<String> jvm, Path jar, String... flags) {
    List<String> command = java(jvm);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(Arrays.asList(flags));
    return start(name, environment, command);
  }

  /** Starts a node with a user's game on its class path. */
  static Launched node(String name, Path game, List<String> flags) {
    List<String> command = java(List.of());
    command.addAll(List.of("-cp", House.NODE_JAR + ":" + game, "usher.node.NodeMain"));
    command.addAll(flags);
    return start(name, Map.of(), command);
  }

  /**
   * Starts a class of the tests with this JVM's java and class path.
   *
   * @param before words before the command, as in {@code nice}
   */
  public static Launched main(String name, List<String> before, Class<?> main, String... words) {
    List<String> command = new ArrayList<>(before);
    command.addAll(java(List.of("-cp", System.getProperty("java.class.path"))));
    command.add(main.getName());
    command.addAll(Arrays.asList(words));
    return start(name, Map.of(), command);
  }

  private static List<String> java(List<String> jvm) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUICK_JVM);
    command.addAll(jvm);
    return command;
  }

  /** Waits for the line that begins with READY, and reads its {@code key=value} words. */
  public Launched awaitReady() {
    try {
      Await.until(
          name + " is ready",
          READY_DEADLINE_MS,
          () -> !process.isAlive() || output.stream().anyMatch(line -> line.startsWith("READY")));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + log(), e);
    }
    String line =
        output.stream()
            .filter(each -> each.startsWith("READY"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + " ended before it was ready:\n" + log()));
    Map<String, String> words = new TreeMap<>();
    for (String word : line.split(" ")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        words.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    ready = words;
    return this;
  }

  /** A value of the READY line, as in {@code players=127.0.0.1:8080}. */
  public String ready(String key) {
    String value = ready.get(key);
    if (value == null) {
      throw new AssertionError(name + " said no " + key + ": " + output);
    }
    return value;
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it printed on standard output so far. */
  public List<String> output() {
    return List.copyOf(output);
  }

  /** What it printed on standard error so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal by name: KILL, STOP, CONT, TERM, INT. */
  public void signal(String signal) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill -" + signal + " of " + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for its end and gives its exit code. */
  public int awaitExit(long deadlineMs) {
    try {
      if (!process.waitFor(deadlineMs, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " did not end within " + deadlineMs + " ms:\n" + log());
      }
      // What it said last may not be read yet.
      reader.join(deadlineMs);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readOutput() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        output.add(line);
        line = reader.readLine();
      }
    } catch (IOException e) {
      // The process was killed while we read: what it said so far is all there is.
      output.add("(output ended: " + e.getMessage() + ")");
    }
  }
}

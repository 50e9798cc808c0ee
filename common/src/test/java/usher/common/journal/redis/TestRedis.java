package usher.common.journal.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.net.HostPort;

/**
 * A real Redis for tests, on a free port of loopback, with all its files in a folder of its own.
 */
public final class TestRedis implements AutoCloseable {
  private static final String SHIPPED = "redis-server-6.2.6-v5-linux-amd64";
  private static final int DEADLINE_MS = 20_000;

  private final Path folder;
  private final int port;
  private final List<String> options;
  private Process process;

  private TestRedis(Path folder, int port, List<String> options) {
    this.folder = folder;
    this.port = port;
    this.options = options;
  }

  /** Starts one, append-only, with these options besides, as in {@code "--maxmemory", "2mb"}. */
  public static TestRedis start(String... options) {
    TestRedis redis = prepared(options);
    redis.run();
    return redis;
  }

  /** Starts a sentinel with this configuration. */
  public static TestRedis sentinel(String configuration) {
    TestRedis sentinel = prepared();
    try {
      Path file =
          Files.writeString(
              sentinel.folder.resolve("sentinel.conf"),
              "port " + sentinel.port + "\nbind 127.0.0.1\n" + configuration);
      sentinel.run(List.of(binary(sentinel.folder), file.toString(), "--sentinel"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sentinel;
  }

  private static TestRedis prepared(String... options) {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new TestRedis(
          Files.createTempDirectory("usher-redis"), free.getLocalPort(), Arrays.asList(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    List<String> command = new ArrayList<>(List.of(binary(folder), "--port", "" + port));
    command.addAll(List.of("--bind", "127.0.0.1", "--dir", folder.toString()));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always", "--save", ""));
    command.addAll(options);
    run(command);
  }

  private void run(List<String> command) {
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAnswer();
  }

  private void awaitAnswer() {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MS);
    while (true) {
      try (Jedis jedis = jedis()) {
        jedis.ping();
        return;
      } catch (JedisException e) {
        String why = String.valueOf(e.getMessage());
        if (why.startsWith("NOAUTH")) {
          return;
        }
        if (!process.isAlive() || System.nanoTime() > until) {
          throw new AssertionError("no Redis: " + read(log()), e);
        }
        Thread.onSpinWait();
      }
    }
  }

  private static String binary(Path folder) {
    for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path file = Path.of(place, "redis-server");
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    Path file = folder.resolve("redis-server");
    try (InputStream shipped = TestRedis.class.getClassLoader().getResourceAsStream(SHIPPED)) {
      if (shipped == null) {
        throw new AssertionError("install redis-server: it is not on the PATH");
      }
      if (!Files.exists(file)) {
        Files.copy(shipped, file);
      }
      if (!file.toFile().setExecutable(true)) {
        throw new AssertionError(file + " cannot be made executable");
      }
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public HostPort address() {
    return new HostPort("127.0.0.1", port);
  }

  /** The address of a journal in it. */
  public JournalAddress journal() {
    return JournalAddress.standalone(address(), "");
  }

  /** Another client of it, to be closed. */
  public Jedis jedis() {
    return new Jedis("127.0.0.1", port, DEADLINE_MS);
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Kills it with -9, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Starts it again, on the same port and with the same data. */
  public void restart() {
    run();
  }

  /** SIGSTOP: it keeps its connections and answers nothing. */
  public void pause() {
    signal("-STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int code = new ProcessBuilder("kill", signal, "" + pid()).inheritIO().start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill " + signal + " gave " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(DEADLINE_MS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("Redis does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "(no log)";
    }
  }

  /** Kills it and removes its files. */
  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package usher.router.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.config.FlagException;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalUnusableException;
import usher.common.journal.redis.ServerTalk;
import usher.common.net.HostPort;

/**
 * A Redis of the router's own, on loopback. One that a killed router left behind is taken over; one
 * that died is started again on the same port and with the same password, so that the address that
 * nodes have stays good. Started and stopped on main threads; watched by {@code redis-keeper}.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final String LOG_FILE = "redis.log";
  private static final String CONFIG_FILE = "redis.conf";
  private static final int PASSWORD_BYTES = 24;

  /** How long it may take to answer, once started; it reads all its data first. */
  private static final long START_MS = 60_000;

  /** How long it may take to end. */
  private static final long STOP_MS = 5_000;

  private static final long LOOK_MS = 20;

  /** How long the keeper waits before each new start, at first and at most. */
  private static final long AGAIN_FIRST_MS = 50;

  private static final long AGAIN_MOST_MS = 5_000;

  private final DataDirectory directory;
  private final ServerBinary binary;
  private final String fsync;
  private final AtomicLong restarts = new AtomicLong();
  private final Thread keeper = new Thread(this::keep, "redis-keeper");
  private volatile KnownServer known;
  private volatile boolean stopping;

  private EmbeddedRedis(
      DataDirectory directory, ServerBinary binary, String fsync, KnownServer known) {
    this.directory = directory;
    this.binary = binary;
    this.fsync = fsync;
    this.known = known;
    keeper.setDaemon(true);
  }

  /** Where the data is kept unless it is said otherwise. */
  public static Path defaultDirectory() {
    return DataDirectory.byDefault(System.getenv());
  }

  /**
   * Takes the directory and finds a Redis for it; starts nothing yet.
   *
   * @param fsync {@code everysec} or {@code always}
   * @throws FlagException if the directory cannot be had, or no Redis can read what is in it
   */
  static EmbeddedRedis prepare(Path path, String fsync) {
    DataDirectory directory = DataDirectory.take(path);
    try {
      ServerBinary binary = ServerBinary.find(System.getenv(), directory);
      KnownServer left = KnownServer.read(directory);
      EmbeddedRedis redis =
          new EmbeddedRedis(directory, binary, fsync, left != null ? left : fresh(binary));
      if (process(redis.known).isEmpty()) {
        redis.requireNewEnough();
      }
      return redis;
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /**
   * Starts it, or takes over the one that runs in this directory.
   *
   * @throws FlagException if that cannot be; the message says why, and the directory is free again
   */
  void start() {
    try {
      if (!adopt(known)) {
        requireNewEnough();
        startAnew();
      }
      keeper.start();
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static KnownServer fresh(ServerBinary binary) {
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    return new KnownServer(freePort(), HexFormat.of().formatHex(secret), 0, binary.version());
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new FlagException("--journal embedded: no port of loopback is free (" + e + ")");
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return free.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it is, with its password. */
  public JournalAddress address() {
    return address(known);
  }

  private static JournalAddress address(KnownServer server) {
    return JournalAddress.standalone(new HostPort("127.0.0.1", server.port()), server.password());
  }

  /** Its process id. */
  public long pid() {
    return known.pid();
  }

  /** How often it was started again because it had died. */
  public long restarts() {
    return restarts.get();
  }

  private boolean adopt(KnownServer left) {
    Optional<ProcessHandle> process = process(left);
    if (process.isPresent()) {
      // It may be reading its data, or on its way out.
      awaitAnswerOrEnd(left, process.get());
    }
    try {
      if (!Path.of(ServerTalk.directory(address(left))).equals(directory.path())) {
        return false;
      }
      ServerTalk.set(address(left), "appendfsync", fsync);
      known = left.withPid(ServerTalk.processId(address(left)));
      known.write(directory);
      log.info("Redis (process {}) was running already: taken over", known.pid());
      return true;
    } catch (JournalUnusableException e) {
      if (process.isPresent() && process.get().isAlive()) {
        throw new FlagException(
            "--data-dir: Redis (process "
                + left.pid()
                + ") holds '"
                + directory.path()
                + "' but does not answer: end it, and start again");
      }
      return false;
    }
  }

  /** The process that the state names, unless another program has its number now. */
  private static Optional<ProcessHandle> process(KnownServer left) {
    return ProcessHandle.of(left.pid())
        .filter(ProcessHandle::isAlive)
        .filter(
            found ->
                found
                    .info()
                    .command()
                    .map(command -> command.contains("redis") || command.contains("valkey"))
                    .orElse(false));
  }

  private void awaitAnswerOrEnd(KnownServer server, ProcessHandle process) {
    long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS / 6);
    while (process.isAlive() && !answers(server) && System.nanoTime() < untilNs) {
      look();
    }
  }

  private static boolean answers(KnownServer server) {
    try {
      ServerTalk.directory(address(server));
      return true;
    } catch (JournalUnusableException e) {
      return false;
    }
  }

  private void requireNewEnough() {
    if (ServerBinary.compare(binary.version(), known.version()) < 0) {
      throw new FlagException(
          "--data-dir: the data in '"
              + directory.path()
              + "' are of Redis "
              + known.version()
              + ", and only "
              + binary.version()
              + " is to be found: put the newer one on the PATH, or name another directory");
    }
  }

  private void startAnew() {
    KnownServer server = known;
    int port = server.port();
    if (!isFree(port)) {
      port = freePort();
      log.warn("another program has Redis's port {}: it moves to {}", server.port(), port);
    }
    known = new KnownServer(port, server.password(), 0, binary.version());
    run();
  }

  private void run() {
    KnownServer server = known.withPid(0);
    server.write(directory);
    directory.write(CONFIG_FILE, ServerConfig.text(directory, server, fsync));
    Process process;
    try {
      process =
          new ProcessBuilder(binary.program().toString(), directory.file(CONFIG_FILE).toString())
              .directory(directory.path().toFile())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(directory.file("redis.out").toFile()))
              .start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new FlagException("--journal embedded: cannot start " + binary.program() + ": " + e);
    }
    known = server.withPid(process.pid());
    known.write(directory);
    long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
    while (!answers(known)) {
      if (!process.isAlive() || System.nanoTime() > untilNs || stopping) {
        process.destroy();
        throw new FlagException(
            "--journal embedded: "
                + binary.program()
                + " "
                + binary.version()
                + " did not start: "
                + lastWords()
                + " (all of it is in "
                + directory.file(LOG_FILE)
                + ")");
      }
      look();
    }
    log.info(
        "{} {} (process {}) keeps rooms in {}",
        binary.program().getFileName(),
        binary.version(),
        process.pid(),
        directory.path());
  }

  private String lastWords() {
    String last = "it said nothing";
    for (String name : new String[] {"redis.out", LOG_FILE}) {
      try {
        if (Files.exists(directory.file(name))) {
          for (String line : Files.readAllLines(directory.file(name))) {
            last = line.isBlank() ? last : line;
          }
        }
      } catch (IOException e) {
        last = "its log cannot be read (" + e + ")";
      }
    }
    return last;
  }

  /** On the thread {@code redis-keeper}. */
  private void keep() {
    long againMs = AGAIN_FIRST_MS / 2;
    while (!stopping) {
      long startedNs = System.nanoTime();
      awaitEnd(known.pid());
      if (stopping) {
        return;
      }
      boolean lived = System.nanoTime() - startedNs > TimeUnit.MILLISECONDS.toNanos(AGAIN_MOST_MS);
      againMs = lived ? AGAIN_FIRST_MS : Math.min(againMs * 2, AGAIN_MOST_MS);
      if (known.pid() > 0) {
        log.error("Redis (process {}) died: it is started again in {} ms", known.pid(), againMs);
      }
      pause(againMs);
      if (!stopping) {
        startAgain();
      }
    }
  }

  private void startAgain() {
    try {
      restarts.incrementAndGet();
      run();
    } catch (FlagException e) {
      // Another program may get the number of the one that died.
      known = known.withPid(0);
      log.error("Redis did not start again, it is tried on: {}", e.getMessage());
    }
  }

  private static void awaitEnd(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (pid > 0 && process.isPresent()) {
      process.get().onExit().join();
    }
  }

  /**
   * From now on it is not started again: Ctrl-C in a terminal ends it together with the router. Any
   * thread.
   */
  void letEnd() {
    stopping = true;
  }

  /** Lets it write all it has to disk, ends it, and gives the directory free. */
  @Override
  public void close() {
    stopping = true;
    Optional<ProcessHandle> process =
        known.pid() > 0 ? ProcessHandle.of(known.pid()) : Optional.<ProcessHandle>empty();
    try {
      ServerTalk.shutDown(address());
    } catch (JournalUnusableException e) {
      log.warn("Redis cannot be told to end: {}", e.why());
      process.ifPresent(ProcessHandle::destroy);
    }
    long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MS);
    while (process.isPresent() && process.get().isAlive() && System.nanoTime() < untilNs) {
      look();
    }
    if (process.isPresent() && process.get().isAlive()) {
      log.error("Redis (process {}) does not end: the next router takes it over", known.pid());
    }
    directory.close();
  }

  private static void look() {
    pause(LOOK_MS);
  }

  private static void pause(long ms) {
    try {
      TimeUnit.MILLISECONDS.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

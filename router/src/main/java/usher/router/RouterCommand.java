package usher.router;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import usher.common.config.CheckedFlags;
import usher.common.config.FlagException;
import usher.common.config.ProcessFlags;
import usher.common.feed.RetainPattern;
import usher.common.net.Binding;
import usher.common.net.HostPort;
import usher.common.net.OpenFiles;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.router.access.AccessLog;
import usher.router.edge.RoomRoute;
import usher.router.journal.JournalChoice;
import usher.router.journal.JournalCounters;
import usher.router.journal.JournalStart;
import usher.router.journal.RoomJournal;
import usher.router.warm.WarmUp;

/** The flags of a router. */
@Command(
    name = "router",
    mixinStandardHelpOptions = true,
    versionProvider = RouterVersion.class,
    sortOptions = false,
    description = "Shows every player to the room they asked for.",
    footer =
        "Each flag can also come from the environment (USHER_LISTEN) or from the file of --config.")
final class RouterCommand implements Callable<Integer>, CheckedFlags {
  static final Duration MIN_INTERVAL = Duration.ofMillis(50);
  static final Duration MAX_INTERVAL = Duration.ofMinutes(1);
  static final Duration MAX_LEASE = Duration.ofMinutes(10);
  static final Duration MIN_PARKING = Duration.ofMillis(100);
  static final Duration MAX_PARKING = Duration.ofMinutes(10);
  static final int MAX_THREADS = 256;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8080",
      description = "Where players connect (default: ${DEFAULT-VALUE}; port 0 picks a free one).")
  HostPort listen = new HostPort("127.0.0.1", 0);

  @Option(
      names = "--control",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9000",
      description =
          "Where nodes dial in (default: ${DEFAULT-VALUE}). Beyond loopback it needs --token-file.")
  HostPort control = new HostPort("127.0.0.1", 0);

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9090",
      description =
          "Where operators ask (default: ${DEFAULT-VALUE}). Beyond loopback it needs"
              + " --admin-token-file or --token-file.")
  HostPort admin = new HostPort("127.0.0.1", 0);

  @Option(
      names = "--journal",
      paramLabel = "embedded|none|ADDRESS",
      defaultValue = "embedded",
      description =
          "What keeps rooms when a node dies: a Redis of the router's own, nothing, or the Redis at"
              + " redis://host:port, redis+sentinel://host:port/master or redis+cluster://host:port"
              + " (default: ${DEFAULT-VALUE}).")
  String journal = "embedded";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where the embedded Redis keeps its data (default: usher in $XDG_STATE_HOME, or in"
              + " ~/.local/state).")
  @Nullable Path dataDir;

  @Option(
      names = "--journal-fsync",
      paramLabel = "WHEN",
      defaultValue = "everysec",
      description =
          "When the embedded Redis writes to disk: everysec or always (default: ${DEFAULT-VALUE}).")
  String journalFsync = "everysec";

  @Option(
      names = "--journal-replicas",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many replicas must have what is kept before it counts (default: ${DEFAULT-VALUE}; at"
              + " most 16).")
  int journalReplicas;

  @Option(
      names = "--room-retention",
      paramLabel = "TIME",
      defaultValue = "7d",
      description =
          "How long the journal keeps a room that nobody touches (default: ${DEFAULT-VALUE}; 1m to"
              + " 3650d).")
  Duration roomRetention = Duration.ZERO;

  @Option(
      names = "--feed-retain",
      paramLabel = "PATTERNS",
      description =
          "The topics of feeds whose last message is kept for newcomers, with commas between, as in"
              + " AAPL,price.* (default: none; at most 32).")
  @Nullable String feedRetain;

  @Option(
      names = "--route",
      paramLabel = "ROUTE",
      defaultValue = "/rooms/{room}",
      description =
          "Where the room is in a request: a path pattern, query:NAME or header:NAME (default:"
              + " ${DEFAULT-VALUE}).")
  String route = "/rooms/{room}";

  @Option(
      names = "--heartbeat-interval",
      paramLabel = "TIME",
      defaultValue = "500ms",
      description = "How often a node reports (default: ${DEFAULT-VALUE}; 50ms to 1m).")
  Duration heartbeatInterval = Duration.ZERO;

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      defaultValue = "2s",
      description =
          "How long a silent node keeps its rooms (default: ${DEFAULT-VALUE}; at least twice the"
              + " heartbeat interval, at most 10m).")
  Duration lease = Duration.ZERO;

  @Option(
      names = "--parking",
      paramLabel = "TIME",
      defaultValue = "10s",
      description =
          "How long a player's seat waits for its room when a node is gone (default:"
              + " ${DEFAULT-VALUE}; 100ms to 10m).")
  Duration parking = Duration.ZERO;

  @Mixin MoveFlags moves = new MoveFlags();

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "auto, io_uring, epoll or nio (default: ${DEFAULT-VALUE}: the first that works).")
  TransportChoice transport = TransportChoice.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Event loops for players (default: one a core; 1 to 256).")
  @Nullable Integer threads;

  @Option(
      names = "--max-rooms",
      paramLabel = "N",
      defaultValue = "1000000",
      description =
          "The most rooms pinned at once; beyond it a new room gets 503 (default:"
              + " ${DEFAULT-VALUE}).")
  int maxRooms;

  @Mixin LimitFlags limits = new LimitFlags();

  @Mixin AccessFlags access = new AccessFlags();

  @Mixin TokenFlags tokens = new TokenFlags();

  @Mixin TlsFlags tls = new TlsFlags();

  @Mixin DoorFlags door = new DoorFlags();

  @Mixin ProcessFlags process = new ProcessFlags();

  @Override
  public Integer call() {
    RouterProcess router = start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  router.stop();
                  // The JVM would exit with 143 after SIGTERM, though all went as it should.
                  Runtime.getRuntime().halt(0);
                },
                "stop"));
    System.out.println(router.readyLine());
    return 0;
  }

  /** What is wrong with a flag is told before the warm-up, and before a Redis is started. */
  private RouterProcess start() {
    JournalChoice choice = journal();
    RoomRoute to = route();
    Transport by = transport();
    TokenFlags.Secrets secrets = tokens.read();
    secrets.reloadWith(process.reloads());
    door.door();
    RouterTls secured = new RouterTls(tls);
    secured.reloadWith(process.reloads());
    Binding.check(ports());
    if (access.target != null) {
      AccessLog.check(access.target);
    }
    limits.warn(OpenFiles.now());
    JournalCounters counters = new JournalCounters();
    JournalStart prepared =
        choice == null ? null : JournalStart.prepare(choice.knownBy(secured.journal()), counters);
    WarmUp.run(by, process.warmUpLimit());
    RoomJournal rooms = prepared == null ? null : prepared.open();
    try {
      return new RouterProcess(this, to, by, secrets, secured, rooms, counters);
    } catch (RuntimeException e) {
      secured.close();
      if (rooms != null) {
        rooms.close();
      }
      throw e;
    }
  }

  private Map<String, HostPort> ports() {
    Map<String, HostPort> ports = new LinkedHashMap<>();
    ports.put("--listen", listen);
    ports.put("--control", control);
    ports.put("--admin", admin);
    return ports;
  }

  /** What keeps rooms; null for nothing. */
  private @Nullable JournalChoice journal() {
    JournalChoice choice =
        JournalChoice.of(journal, dataDir, journalFsync, roomRetention, journalReplicas);
    if (choice != null && tls.journal() != null) {
      choice.checkTls();
    }
    return choice;
  }

  /** The topics whose last message is kept. */
  List<RetainPattern> retained() {
    try {
      return feedRetain == null ? List.of() : RetainPattern.list(feedRetain);
    } catch (IllegalArgumentException e) {
      throw new FlagException("--feed-retain: " + e.getMessage());
    }
  }

  /** How many event loops serve players. */
  int loops() {
    return threads != null ? threads : Runtime.getRuntime().availableProcessors();
  }

  private Transport transport() {
    try {
      return Transport.of(transport);
    } catch (IllegalArgumentException e) {
      throw new FlagException(String.valueOf(e.getMessage()));
    }
  }

  private RoomRoute route() {
    try {
      return RoomRoute.parse(route);
    } catch (IllegalArgumentException e) {
      throw new FlagException("--route: " + e.getMessage());
    }
  }

  @Override
  public void check() {
    require(
        heartbeatInterval.compareTo(MIN_INTERVAL) >= 0
            && heartbeatInterval.compareTo(MAX_INTERVAL) <= 0,
        "--heartbeat-interval is 50ms to 1m");
    require(
        lease.compareTo(heartbeatInterval.multipliedBy(2)) >= 0 && lease.compareTo(MAX_LEASE) <= 0,
        "--lease is at least twice the heartbeat interval, so that one lost heartbeat loses no"
            + " node, and at most 10m");
    require(
        parking.compareTo(MIN_PARKING) >= 0 && parking.compareTo(MAX_PARKING) <= 0,
        "--parking is 100ms to 10m");
    process.check();
    moves.config();
    retained();
    require(loops() >= 1 && loops() <= MAX_THREADS, "--threads is 1 to " + MAX_THREADS);
    require(maxRooms >= 1, "--max-rooms is at least 1");
    limits.limits();
    tokens.check(control, admin);
    tls.check();
    journal();
    route();
    Binding.checkDistinct(ports());
    door.check();
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new FlagException(message);
    }
  }
}

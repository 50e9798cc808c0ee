package usher.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.Capacity;
import usher.common.control.Incarnation;
import usher.common.journal.Journal;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalMetrics;
import usher.common.journal.redis.JournalUnusableException;
import usher.common.journal.redis.RedisJournal;
import usher.common.link.LinkType;
import usher.common.link.OpenJson;
import usher.common.link.OpenRequest;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.common.tls.TlsPort;
import usher.node.feed.FeedDoor;
import usher.node.game.Games;
import usher.node.heartbeat.Announcer;
import usher.node.heartbeat.Lease;
import usher.node.link.LinkOutboxes;
import usher.node.link.Links;
import usher.node.player.NodePage;
import usher.node.player.Outboxes;
import usher.node.player.PlayerPort;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomSettings;

/**
 * Plays rooms of each game to itself, over a link of its own and a stand-in for Redis, and then
 * restores those rooms, as after a failover: what the first players of one would wait for, the
 * loading and compiling of code, is done before a router hears of this node. Nobody else can reach
 * these rooms, and nothing of them stays.
 */
final class WarmUp {
  /** No byte for so long, and the warm-up is given up. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Enough for a few snapshots, and to replay what came after: said in one room of each game. */
  static final int COMMANDS = 150;

  /** Said in each of the others. */
  static final int FEW_COMMANDS = 4;

  /** So many rooms in all, so often restored: the compiler takes up what it saw 200 times. */
  private static final int ROOMS = 64;

  private static final int RESTORES = 4;

  /** What is said in games that are known; the others are opened and restored only. */
  private static final Map<String, String> COMMAND =
      Map.of("chat", "{\"say\":\"warm\"}", "chess", "{\"say\":\"warm\"}");

  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final String PLAYER = "warm-up";
  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final long CLOSE_MS = 200;

  /** A room, and what is said there. */
  private record Warm(RoomId room, String game, int commands) {}

  private final Incarnation incarnation;
  private final Games games;
  private final List<Warm> rooms = new ArrayList<>();

  /** That of the players' port, and that of the reports, in turns. */
  private final List<Transport> transports;

  private WarmUp(Incarnation incarnation, Games games, Transport transport) {
    this.transports = List.of(transport, Transport.of(TransportChoice.NIO));
    this.incarnation = incarnation;
    this.games = games;
    List<String> names = List.copyOf(games.names());
    for (int i = 0; i < Math.max(ROOMS, names.size()); i++) {
      String game = names.get(i % names.size());
      int commands = i < names.size() ? COMMANDS : FEW_COMMANDS;
      RoomId room = new RoomId(PLAYER + "." + game + "." + i);
      rooms.add(new Warm(room, game, COMMAND.containsKey(game) ? commands : 0));
    }
  }

  /**
   * Warms up. Blocks. A node that cannot is slower at first, and that is all: it is logged.
   *
   * @param transport that the node will listen by
   * @return whether all went as it should
   */
  static boolean run(Incarnation incarnation, Games games, Transport transport) {
    long startNs = System.nanoTime();
    log.info("warms up: plays rooms called {}.* to itself", PLAYER);
    try (WarmRedis redis = WarmRedis.start();
        RedisJournal journal =
            RedisJournal.connect(
                JournalAddress.parse(redis.address()), JournalMetrics.NONE, () -> {})) {
      WarmUp warmUp = new WarmUp(incarnation, games, transport);
      for (int epoch = 1; epoch <= 1 + RESTORES; epoch++) {
        warmUp.claim(journal, epoch);
        warmUp.house(redis, epoch);
      }
      log.info("is warm after {} ms", (System.nanoTime() - startNs) / 1_000_000);
      return true;
    } catch (IOException
        | CannotListenException
        | JournalUnusableException
        | InterruptedException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      log.warn("is not warm, so the first rooms open slowly: {}", e.toString());
      return false;
    }
  }

  /** As a router claims rooms for a node. */
  private void claim(Journal journal, int epoch) throws IOException, InterruptedException {
    CountDownLatch claimed = new CountDownLatch(rooms.size());
    for (Warm warm : rooms) {
      JournalEntry claim = JournalEntry.claim(epoch, incarnation.toString(), PLAYER + epoch);
      journal.ask(
          new JournalCommand.Append(warm.room(), claim, true, null), reply -> claimed.countDown());
    }
    if (!claimed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("the journal of the warm-up does not answer");
    }
  }

  /** All rooms at one epoch, in a registry of their own. */
  private void house(WarmRedis redis, int epoch) throws IOException, InterruptedException {
    int size = rooms.size();
    RoomSettings settings =
        new RoomSettings(
            incarnation, games, 1, false, new Capacity(size, size), FOR_EVER, FOR_EVER);
    Outboxes outboxes = new Outboxes(1);
    LinkOutboxes links = new LinkOutboxes(1);
    IntConsumer turnEnded = links::turnEnded;
    RoomRegistry registry = RoomRegistry.start(settings, Lease.ALWAYS, Announcer.NOBODY, turnEnded);
    registry.journals(new RedisJournals(JournalMetrics.NONE));
    registry.journal(redis.address());
    try {
      PlayerPort port =
          PlayerPort.open(
              new HostPort("127.0.0.1", 0),
              transports.get(epoch % transports.size()),
              1,
              size,
              registry,
              FeedDoor.NONE,
              outboxes,
              new NodePage(incarnation.node(), games.names()),
              new Links(new Entrance(registry), FeedDoor.NONE, links, null),
              TlsPort.off("warm-up"));
      try (WarmLink link = new WarmLink(port.port(), PATIENCE)) {
        play(registry, link, epoch);
      } finally {
        port.close(CLOSE_MS);
      }
    } finally {
      registry.journal(null);
      registry.stop();
    }
  }

  private void play(RoomRegistry registry, WarmLink link, int epoch) throws IOException {
    int answers = 0;
    for (int i = 0; i < rooms.size(); i++) {
      Warm warm = rooms.get(i);
      registry.place(warm.room(), epoch, null);
      link.add(LinkType.OPEN, i + 1, epoch, OpenJson.write(request(warm, epoch)));
      answers += epoch == 1 ? warm.commands() : 0;
      for (int n = 1; n <= warm.commands(); n++) {
        byte[] command = COMMAND.getOrDefault(warm.game(), "").getBytes(StandardCharsets.UTF_8);
        link.add(LinkType.COMMAND, i + 1, n, command);
      }
    }
    link.flush();
    while (link.heard(LinkType.OPENED) < rooms.size() || answered(link) < answers) {
      if (link.heard(LinkType.CLOSE) + link.heard(LinkType.STALE) > 0) {
        throw new IOException("a room of the warm-up did not open");
      }
      link.read();
    }
  }

  private static int answered(WarmLink link) {
    return link.heard(LinkType.EVENT)
        + link.heard(LinkType.GROUP_EVENT)
        + link.heard(LinkType.ANSWER);
  }

  private static OpenRequest request(Warm warm, int epoch) {
    boolean fresh = epoch == 1;
    int commands = Math.max(1, warm.commands());
    return new OpenRequest(
        warm.room(),
        PLAYER,
        fresh,
        0,
        fresh ? null : new EventId(1, commands - 1),
        0,
        fresh ? 0 : warm.commands(),
        warm.game(),
        PLAYER,
        Role.PLAYER);
  }
}

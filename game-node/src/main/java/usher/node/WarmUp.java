package usher.node;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.Capacity;
import usher.common.control.Incarnation;
import usher.common.control.Upstream;
import usher.common.journal.Journal;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalMetrics;
import usher.common.journal.redis.JournalUnusableException;
import usher.common.journal.redis.RedisJournal;
import usher.common.link.LinkType;
import usher.common.link.OpenJson;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.tls.TlsPort;
import usher.node.feed.FeedDoor;
import usher.node.game.Games;
import usher.node.heartbeat.ControlClient;
import usher.node.heartbeat.HeartbeatConfig;
import usher.node.heartbeat.LeaseListener;
import usher.node.link.LinkOutboxes;
import usher.node.link.Links;
import usher.node.player.NodePage;
import usher.node.player.Outboxes;
import usher.node.player.PlayerPort;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomSettings;

/**
 * Plays rooms of each game to itself, told by a stand-in for a router, over a link of its own and a
 * stand-in for Redis, and hands them over and restores them again and again, as failovers and moves
 * do: what the first players of one would wait for, the loading and compiling of code, is done
 * before a router hears of this node. Nobody else can reach these rooms, and nothing of them stays.
 */
final class WarmUp {
  /** No byte for so long, and the warm-up is given up. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Enough for a few snapshots, and to replay what came after: said first in a room of each game.
   */
  static final int COMMANDS = 150;

  /** Said in every other room, and after each restore in all. */
  static final int FEW_COMMANDS = 4;

  /** So many rooms in all. */
  private static final int ROOMS = 64;

  /**
   * So often restored: the compiler takes up what it saw some hundred times, and more often while
   * much waits for it.
   */
  private static final int ROUNDS = 16;

  /** So often in each round a command waits for the answer to the one before. */
  private static final int TURNS = 24;

  /** What is said in games that are known; the others are opened and restored only. */
  private static final Map<String, String> COMMAND =
      Map.of("chat", "{\"say\":\"warm\"}", "chess", "{\"say\":\"warm\"}");

  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final long CLOSE_MS = 200;

  private final WarmRouter router;

  /** No round begins later: a machine that is busy or slow is not kept any longer. */
  private final long endNs;

  private final Incarnation incarnation;
  private final Games games;
  private final List<WarmRoom> rooms = new ArrayList<>();
  private int epoch;

  private WarmUp(Incarnation incarnation, Games games, WarmRouter router, long endNs) {
    this.router = router;
    this.endNs = endNs;
    this.incarnation = incarnation;
    this.games = games;
    List<String> names = List.copyOf(games.names());
    for (int i = 0; i < Math.max(ROOMS, names.size()); i++) {
      String game = names.get(i % names.size());
      rooms.add(new WarmRoom(i, game, COMMAND.get(game)));
    }
  }

  /**
   * Warms up. Blocks. A node that cannot is slower at first, and that is all: it is logged.
   *
   * @param transport that the node will listen by
   * @param limit nothing is begun anew after so long; zero for no warm-up
   * @return whether all went as it should
   */
  static boolean run(Incarnation incarnation, Games games, Transport transport, Duration limit) {
    if (limit.isZero()) {
      return true;
    }
    long startNs = System.nanoTime();
    log.info("warms up: plays rooms called {}.* to itself", WarmRoom.PLAYER);
    try (WarmRedis redis = WarmRedis.start();
        WarmRouter router = WarmRouter.start(redis.address());
        RedisJournal journal =
            RedisJournal.connect(
                JournalAddress.parse(redis.address()), JournalMetrics.NONE, () -> {})) {
      WarmUp warmUp = new WarmUp(incarnation, games, router, startNs + limit.toNanos());
      warmUp.house(journal, transport);
      log.info(
          "is warm after {} ms, {} rounds",
          (System.nanoTime() - startNs) / 1_000_000,
          warmUp.epoch);
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

  /** All rooms, in a registry and on a port of their own, with a router of their own. */
  private void house(Journal journal, Transport transport)
      throws IOException, InterruptedException {
    int size = rooms.size();
    Capacity capacity = new Capacity(size, size);
    RoomSettings settings =
        new RoomSettings(incarnation, games, 1, false, capacity, FOR_EVER, FOR_EVER);
    Outboxes outboxes = new Outboxes(1);
    LinkOutboxes links = new LinkOutboxes(1);
    RouterTie tie = new RouterTie();
    RoomRegistry registry = RoomRegistry.start(settings, tie, tie, links::turnEnded);
    registry.journals(new RedisJournals(JournalMetrics.NONE));
    try {
      PlayerPort port =
          PlayerPort.open(
              new HostPort("127.0.0.1", 0),
              transport,
              1,
              size,
              registry,
              FeedDoor.NONE,
              outboxes,
              new NodePage(incarnation.node(), games.names()),
              new Links(new Entrance(registry), FeedDoor.NONE, links, null),
              TlsPort.off("warm-up"));
      ControlClient control =
          new ControlClient(reports(port, capacity), new NodeHost(registry, null), new Silent());
      tie.tie(control);
      control.start();
      try (WarmLink link = new WarmLink(port.port(), PATIENCE)) {
        if (!router.awaitWelcome(PATIENCE)) {
          throw new IOException("the router of the warm-up does not welcome");
        }
        while (epoch < ROUNDS && System.nanoTime() - endNs < 0) {
          epoch++;
          claim(journal);
          open(link);
          say(link);
          release();
        }
      } finally {
        control.stop(CLOSE_MS);
        port.close(CLOSE_MS);
      }
    } finally {
      registry.journal(null);
      registry.stop();
    }
  }

  private HeartbeatConfig reports(PlayerPort port, Capacity capacity) {
    return new HeartbeatConfig(
        List.of(router.address()),
        null,
        incarnation,
        WarmRoom.PLAYER,
        new HostPort("127.0.0.1", port.port()),
        Upstream.LINK,
        capacity,
        Map.of());
  }

  /** As a router claims rooms for a node. */
  private void claim(Journal journal) throws IOException, InterruptedException {
    CountDownLatch claimed = new CountDownLatch(rooms.size());
    for (WarmRoom room : rooms) {
      JournalEntry claim = JournalEntry.claim(epoch, incarnation.toString(), "warm-up-" + epoch);
      journal.ask(
          new JournalCommand.Append(room.id(), claim, true, null), reply -> claimed.countDown());
    }
    if (!claimed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("the journal of the warm-up does not answer");
    }
  }

  /** As a router places them, by control and by a link. */
  private void open(WarmLink link) throws IOException {
    int before = link.heard(LinkType.OPENED);
    router.place(rooms, epoch);
    for (WarmRoom room : rooms) {
      link.add(
          LinkType.OPEN,
          room.openNumber(epoch, rooms.size()),
          epoch,
          OpenJson.write(room.request(epoch)));
      link.flush();
    }
    link.await(() -> link.heard(LinkType.OPENED) - before >= rooms.size());
  }

  private void say(WarmLink link) throws IOException {
    int due = link.answers();
    for (int i = 0; i < rooms.size(); i++) {
      boolean much = epoch == 1 && i < games.names().size();
      WarmRoom room = rooms.get(i);
      due += room.say(link, room.openNumber(epoch, rooms.size()), much ? COMMANDS : FEW_COMMANDS);
      link.flush();
    }
    int all = due;
    link.await(() -> link.answers() >= all);
    for (int i = 0; i < TURNS; i++) {
      WarmRoom room = rooms.get(i % rooms.size());
      int turn = link.answers() + room.say(link, room.openNumber(epoch, rooms.size()), 1);
      link.flush();
      link.await(() -> link.answers() >= turn);
    }
  }

  /** As a router takes rooms from a node that leaves. */
  private void release() throws IOException, InterruptedException {
    router.release(rooms, epoch);
    if (!router.awaitReleased(rooms.size(), PATIENCE)) {
      throw new IOException("a room of the warm-up is not handed over");
    }
  }

  /** Nobody waits for this lease. */
  private static final class Silent implements LeaseListener {
    @Override
    public void onHeld() {}

    @Override
    public void onLapsed() {}
  }
}

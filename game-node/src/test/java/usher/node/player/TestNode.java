package usher.node.player;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.control.Capacity;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.common.tls.TlsDial;
import usher.common.tls.TlsPort;
import usher.node.feed.Feeds;
import usher.node.feed.SeatQuota;
import usher.node.feed.redis.RedisFeeds;
import usher.node.game.Games;
import usher.node.heartbeat.Announcer;
import usher.node.link.LinkOutboxes;
import usher.node.link.Links;
import usher.node.link.RoomEntrance;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomSettings;
import usher.node.room.RoomWork;

/** A node in this process, on a free port, with a lease that the test holds. */
final class TestNode implements AutoCloseable, Announcer {
  static final String TOKEN = "a-token-of-the-tests";

  final AtomicBoolean lease = new AtomicBoolean(true);
  final List<String> announced = new CopyOnWriteArrayList<>();
  final RoomRegistry rooms;
  final Feeds feeds;
  final Links links;
  private final PlayerPort port;

  private TestNode(RoomSettings settings) {
    Outboxes outboxes = new Outboxes(settings.loops());
    LinkOutboxes linkOutboxes = new LinkOutboxes(settings.loops());
    rooms =
        RoomRegistry.start(
            settings,
            nowNs -> lease.get(),
            this,
            loop -> {
              outboxes.turnEnded(loop);
              linkOutboxes.turnEnded(loop);
            });
    feeds =
        Feeds.start(
            settings.node(),
            true,
            new SeatQuota() {
              @Override
              public boolean take() {
                return rooms.takeSeat();
              }

              @Override
              public void release() {
                rooms.releaseSeat();
              }
            },
            new RedisFeeds(TlsDial.off("journal")),
            () -> {
              outboxes.feedTurnEnded();
              linkOutboxes.feedTurnEnded();
            });
    links = new Links(entrance(rooms), feeds, linkOutboxes, Tokens.of(TOKEN));
    port =
        PlayerPort.open(
            new HostPort("127.0.0.1", 0),
            Transport.of(TransportChoice.AUTO),
            2,
            settings.capacity().seats(),
            rooms,
            feeds,
            outboxes,
            new NodePage(settings.node(), settings.games().names()),
            links,
            TlsPort.off("players"));
  }

  private static RoomEntrance entrance(RoomRegistry rooms) {
    return new RoomEntrance() {
      @Override
      public int loopOf(RoomId room) {
        return rooms.loopOf(room);
      }

      @Override
      public boolean offerAll(int loop, List<RoomWork> work, Runnable done) {
        return rooms.offerAll(loop, work, done);
      }
    };
  }

  static TestNode standalone() {
    return with(true, Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  static TestNode underRouter() {
    return with(false, Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  static TestNode playing(Games games) {
    return new TestNode(settings(games, true, Duration.ofSeconds(30), Duration.ofSeconds(30)));
  }

  static TestNode with(boolean standalone, Duration idle, Duration grace) {
    return new TestNode(settings(Games.load("chat"), standalone, idle, grace));
  }

  private static RoomSettings settings(
      Games games, boolean standalone, Duration idle, Duration grace) {
    return new RoomSettings(
        new Incarnation(new NodeId("node-1"), "b"),
        games,
        2,
        standalone,
        new Capacity(10, 100),
        idle,
        grace);
  }

  int port() {
    return port.port();
  }

  TestPlayer join(String roomAndQuery) {
    return TestPlayer.connect(port(), roomAndQuery);
  }

  /** Returns once this holds. */
  void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within 10 s; announced: " + announced);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void opened(RoomId room, long epoch) {
    announced.add("opened " + room + " " + epoch);
  }

  @Override
  public void closed(RoomId room, long epoch) {
    announced.add("closed " + room + " " + epoch);
  }

  @Override
  public void released(RoomId room, long epoch, @Nullable String snapshot) {
    announced.add("released " + room + " " + epoch + " " + snapshot);
  }

  @Override
  public void stale(RoomId room) {
    announced.add("stale " + room);
  }

  @Override
  public void close() {
    try {
      rooms.close(CloseReason.NODE_LEAVING, 1_000);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    port.close(100);
    feeds.stop();
  }
}

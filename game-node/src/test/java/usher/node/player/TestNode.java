package usher.node.player;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import usher.common.control.Capacity;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.node.game.Games;
import usher.node.heartbeat.Announcer;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomSettings;

/** A node in this process, on a free port, with a lease that the test holds. */
final class TestNode implements AutoCloseable, Announcer {
  final AtomicBoolean lease = new AtomicBoolean(true);
  final List<String> announced = new CopyOnWriteArrayList<>();
  final RoomRegistry rooms;
  private final PlayerPort port;

  private TestNode(RoomSettings settings) {
    Outboxes outboxes = new Outboxes(settings.loops());
    rooms = RoomRegistry.start(settings, nowNs -> lease.get(), this, outboxes::turnEnded);
    port =
        PlayerPort.open(
            new HostPort("127.0.0.1", 0),
            Transport.of(TransportChoice.AUTO),
            2,
            settings.capacity().seats(),
            rooms,
            outboxes,
            new NodePage(settings.node(), settings.games().names()),
            null);
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
  }
}

package usher.bench.failover;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import usher.common.net.HostPort;
import usher.common.net.Transport;

/** All players, on one event loop. What is public here may be called on any other thread. */
final class Crowd implements AutoCloseable {
  private static final long TICK_MS = 5;
  private static final int CONNECTS_A_TICK = 5;

  /** The sockets are gone when nothing happened for so long. */
  private static final long QUIET_MS = 300;

  private static final long END_MS = 5_000;

  private final FailoverPlan plan;
  private final HostPort players;
  private final Class<? extends SocketChannel> socketChannel;
  private final EventLoopGroup group;
  private final EventLoop loop;
  private final List<Talker> talkers = new ArrayList<>();
  private final List<History> rooms = new ArrayList<>();
  private final List<Resumed.OfRoom> pauses = new ArrayList<>();
  private final Resumed resumed;
  private int connecting;
  private boolean talking;
  private volatile boolean socketsMayClose;
  private volatile boolean over;

  Crowd(FailoverPlan plan, HostPort players, Transport transport, Violations violations) {
    this.plan = plan;
    this.players = players;
    this.socketChannel = transport.socketChannel();
    this.group = transport.group("players", 1);
    this.loop = group.next();
    this.resumed = new Resumed(plan.kind());
    for (int r = 0; r < plan.rooms(); r++) {
      History room = new History("room-" + r, violations);
      Resumed.OfRoom pause = resumed.new OfRoom();
      rooms.add(room);
      pauses.add(pause);
      for (int p = 0; p < plan.playersPerRoom(); p++) {
        talkers.add(new Talker(this, room.seat("p" + p), pause, "/rooms/" + room.room()));
      }
    }
  }

  /** Connects all, a few at a time. */
  void start() {
    var unused = loop.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    for (int i = 0; i < CONNECTS_A_TICK && connecting < talkers.size(); i++) {
      talkers.get(connecting++).connect();
    }
    long nowNs = System.nanoTime();
    for (Talker talker : talkers) {
      talker.tick(nowNs, talking);
    }
  }

  /** From now on all talk, or none. */
  void talk(boolean on) {
    on(() -> talking = on);
  }

  /** A fault is about to be. */
  void faultComes() {
    on(
        () -> {
          resumed.faultAt(System.nanoTime());
          return true;
        });
  }

  void roundEnded() {
    on(
        () -> {
          pauses.forEach(Resumed.OfRoom::roundEnded);
          return true;
        });
  }

  /** Whether sockets may end now. */
  void letSocketsClose(boolean may) {
    socketsMayClose = may;
  }

  /** How many players are served. */
  int served() {
    return on(() -> (int) talkers.stream().filter(Talker::isServed).count());
  }

  /** How many rooms wait for something: an answer, or an event that others heard. */
  int incomplete() {
    return on(() -> (int) rooms.stream().filter(room -> !room.isComplete()).count());
  }

  /** How many events were heard, over all rooms. */
  long events() {
    return on(() -> rooms.stream().mapToLong(History::top).sum());
  }

  /** Nothing more is awaited: what is missing now is lost. */
  Resumed end() {
    return on(
        () -> {
          over = true;
          rooms.forEach(History::ended);
          return resumed;
        });
  }

  private <T> T on(Supplier<T> work) {
    return loop.submit(work::get).syncUninterruptibly().getNow();
  }

  EventLoop loop() {
    return loop;
  }

  Class<? extends SocketChannel> socketChannel() {
    return socketChannel;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(players.host(), players.port());
  }

  URI uri(String pathAndQuery) {
    return URI.create("ws://" + players + pathAndQuery);
  }

  long gapNs() {
    return plan.gapNs();
  }

  boolean socketsMayClose() {
    return socketsMayClose;
  }

  boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    over = true;
    on(
        () -> {
          talkers.forEach(Talker::close);
          return true;
        });
    group.shutdownGracefully(QUIET_MS, END_MS, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }
}

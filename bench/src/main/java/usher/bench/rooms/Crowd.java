package usher.bench.rooms;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import usher.bench.house.FrameSocket;
import usher.common.net.HostPort;
import usher.common.net.Transport;

/**
 * Players in rooms, on one thread. One of each room sends a frame; when it hears its own, the next
 * of the room sends.
 */
final class Crowd implements AutoCloseable {
  private static final int PAYLOAD_BYTES = 64;
  private static final int CONNECTS_AT_ONCE = 16;
  private static final long CONNECT_SECONDS = 60;
  private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);

  /**
   * What a window saw.
   *
   * @param deliveries frames that players heard
   */
  record Seen(long deliveries, double seconds, long p50Ns, long p99Ns, long errors) {}

  private static final class Room {
    private final List<Member> members = new ArrayList<>();
    private int next;
  }

  private final EventLoopGroup group;
  private final EventLoop loop;
  private final Transport transport;
  private final HostPort front;
  private final Room[] rooms;
  private final int membersEach;
  private final CompletableFuture<Void> seated = new CompletableFuture<>();
  private final Histogram took = new Histogram(LONGEST_NS, 3);
  private int asked;
  private int upgraded;
  private long deliveries;
  private long errors;
  private long startNs;
  private boolean closing;
  private boolean playing;

  Crowd(Transport transport, HostPort front, int rooms, int membersEach) {
    this.transport = transport;
    this.front = front;
    this.membersEach = membersEach;
    this.group = transport.group("crowd", 1);
    this.loop = group.next();
    this.rooms = new Room[rooms];
    for (int i = 0; i < rooms; i++) {
      this.rooms[i] = new Room();
    }
  }

  /** A binary frame, whose first byte says who sent it. */
  private static ByteBuf frame(int sender) {
    byte[] payload = new byte[PAYLOAD_BYTES];
    payload[0] = (byte) sender;
    return FrameSocket.frame(FrameSocket.BINARY, payload);
  }

  /** Seats all; returns when all are upgraded. */
  void seat() throws InterruptedException {
    loop.execute(
        () -> {
          for (int i = 0; i < CONNECTS_AT_ONCE; i++) {
            connectNext();
          }
        });
    try {
      seated.get(CONNECT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          upgraded + " of " + rooms.length * membersEach + " players are seated at " + front, e);
    }
  }

  private void connectNext() {
    if (asked >= rooms.length * membersEach) {
      return;
    }
    int room = asked++ % rooms.length;
    List<Member> members = rooms[room].members;
    Member member = new Member(this, front, room, members.size());
    members.add(member);
    new Bootstrap()
        .group(loop)
        .channel(transport.socketChannel())
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(member.socket())
        .connect(front.host(), front.port());
  }

  void onUpgraded() {
    upgraded++;
    if (upgraded == rooms.length * membersEach) {
      seated.complete(null);
    } else {
      connectNext();
    }
  }

  void onFrame(Member member, boolean own) {
    deliveries++;
    if (own && member.sentNs() != 0) {
      long nowNs = System.nanoTime();
      took.recordValue(Math.min(LONGEST_NS, nowNs - member.sentNs()));
      member.heard();
      sendNext(rooms[member.room()], nowNs);
    }
  }

  private void sendNext(Room room, long nowNs) {
    if (playing) {
      room.next = (room.next + 1) % room.members.size();
      Member sender = room.members.get(room.next);
      sender.send(frame(sender.index()), nowNs);
    }
  }

  void onEnded() {
    if (!closing) {
      errors++;
      seated.completeExceptionally(new IllegalStateException("a socket ended"));
    }
  }

  /** Lets them play from now on. */
  void play() {
    loop.execute(
        () -> {
          playing = true;
          long nowNs = System.nanoTime();
          for (Room room : rooms) {
            sendNext(room, nowNs);
          }
        });
  }

  void restart() throws InterruptedException {
    loop.submit(
            () -> {
              took.reset();
              deliveries = 0;
              errors = 0;
              startNs = System.nanoTime();
            })
        .sync();
  }

  Seen read() throws InterruptedException {
    return loop.submit(
            () ->
                new Seen(
                    deliveries,
                    (System.nanoTime() - startNs) / 1e9,
                    took.getValueAtPercentile(50),
                    took.getValueAtPercentile(99),
                    errors))
        .sync()
        .getNow();
  }

  @Override
  public void close() {
    loop.submit(
            () -> {
              closing = true;
              playing = false;
              for (Room room : rooms) {
                room.members.forEach(member -> member.socket().close());
              }
            })
        .syncUninterruptibly();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

package usher.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.bench.load.socket.SocketOwner;
import usher.bench.load.socket.Target;

/**
 * One player: takes a seat, sends a command whenever one is due, whatever became of those before,
 * and comes back to its seat when its socket ends. Lives on its loop.
 */
final class LoadPlayer implements SocketOwner {
  /**
   * Commands that were due while there was no socket, and are sent late. Older ones are skipped.
   */
  private static final int MAX_BACKLOG = 16;

  private static final long FIRST_BACKOFF_MS = 20;
  private static final long MAX_BACKOFF_MS = 2_000;

  private final LoadLoop loop;
  private final RoomWatch room;
  private final int number;
  private final @Nullable ArenaBot bot;

  private @Nullable Channel channel;
  private @Nullable String node;
  private @Nullable String seat;
  private @Nullable String lastId;
  private long epoch;
  private long lastAnswered;
  private int connections;
  private long attemptNs;
  private long lostNs;
  private long backoffMs = FIRST_BACKOFF_MS;
  private boolean served;
  private boolean everServed;
  private boolean sending;
  private boolean ending;
  private boolean waking;
  private long dueNs;

  LoadPlayer(LoadLoop loop, RoomWatch room, int number) {
    this.loop = loop;
    this.room = room;
    this.number = number;
    this.bot = loop.plan().isArena() ? new ArenaBot() : null;
  }

  boolean everServed() {
    return everServed;
  }

  /** The node that served this player last, or null if none did. */
  @Nullable String node() {
    return node;
  }

  void connect() {
    if (ending) {
      return;
    }
    attemptNs = System.nanoTime();
    connections++;
    Target target = loop.plan().target();
    channel = loop.sockets().connect(target.room(room.room(), query()), target, this, number);
  }

  private String query() {
    String query = "game=" + loop.plan().game() + "&player=p" + number;
    if (seat == null) {
      return query;
    }
    String after = lastId == null ? "" : "&after=" + lastId;
    return query + "&seat=" + seat + after + "&answered=" + lastAnswered + "&count=" + connections;
  }

  @Override
  public void onText(String text, long nowNs) throws IOException {
    if (bot != null) {
      bot.onText(text, "p" + number);
    }
    onHeard(Heard.read(text), nowNs);
  }

  @Override
  public void onBinary(ByteBuf frame, long nowNs) {
    if (node == null) {
      loop.errors.count("frame-before-welcome");
    } else if (bot == null) {
      onServed(new Heard(Heard.VOLATILE, null, null, null, 0, null), nowNs);
    } else {
      room.served(node, epoch, nowNs);
      bot.onPositions(frame, due -> loop.onHeard(new Stamp(number, due), true, nowNs));
    }
  }

  private void onHeard(Heard heard, long nowNs) {
    switch (heard.type()) {
      case "welcome" -> onWelcome(heard, nowNs);
      case "event", Heard.VOLATILE -> onServed(heard, nowNs);
      case "rejected" -> loop.errors.count("rejected");
      default -> {}
    }
    lastAnswered = Math.max(lastAnswered, heard.n());
  }

  private void onWelcome(Heard heard, long nowNs) {
    if (heard.node() == null || heard.epoch() == 0) {
      loop.errors.count("welcome-without-node-or-id");
      return;
    }
    node = heard.node();
    seat = heard.seat();
    lastId = heard.id();
    epoch = heard.epoch();
    room.served(node, epoch, nowNs);
    if (served) {
      return;
    }
    served = true;
    if (bot != null) {
      bot.restart();
    }
    backoffMs = FIRST_BACKOFF_MS;
    loop.connect.recordValue(LoadLoop.clamp(nowNs - attemptNs));
    if (everServed) {
      loop.reconnects++;
      loop.outage.recordValue(LoadLoop.clamp(nowNs - lostNs));
    }
    everServed = true;
    sendDue();
  }

  private void onServed(Heard heard, long nowNs) {
    if (node == null) {
      loop.errors.count("frame-before-welcome");
      return;
    }
    if (heard.id() != null) {
      lastId = heard.id();
      epoch = heard.epoch();
    }
    room.served(node, epoch, nowNs);
    room.reached(heard.seq());
    Stamp stamp = heard.stamp();
    if (stamp != null) {
      loop.onHeard(stamp, stamp.player() == number, nowNs);
    }
  }

  /** Commands are due from then on, one each gap. */
  void startSending(long firstDueNs) {
    sending = true;
    dueNs = firstDueNs;
    sendDue();
  }

  /** Sends what is due and can be sent, and looks again when the next is due. */
  @Override
  public void sendDue() {
    if (!sending || !served || channel == null || !channel.isWritable()) {
      return;
    }
    long gapNs = loop.plan().gapNs();
    long nowNs = System.nanoTime();
    long tooOldNs = nowNs - MAX_BACKLOG * gapNs;
    while (dueNs - tooOldNs < 0) {
      loop.skipped += loop.measures(dueNs) ? 1 : 0;
      dueNs += gapNs;
    }
    boolean wrote = false;
    while (dueNs - nowNs <= 0 && dueNs - loop.measureUntilNs() < 0) {
      var unused = channel.write(next(), channel.voidPromise());
      loop.sent += loop.measures(dueNs) ? 1 : 0;
      dueNs += gapNs;
      wrote = true;
    }
    if (wrote) {
      channel.flush();
    }
    wakeWhenDue(nowNs);
  }

  private WebSocketFrame next() {
    return bot == null
        ? new TextWebSocketFrame(new Stamp(number, dueNs).command(loop.plan().messageBytes()))
        : new BinaryWebSocketFrame(bot.steer(number, dueNs));
  }

  /** Whether nothing is left to send; a timer that is late may still have something. */
  boolean hasSentWhatWasDue() {
    return !served || dueNs - loop.measureUntilNs() >= 0;
  }

  private void wakeWhenDue(long nowNs) {
    if (waking || dueNs - loop.measureUntilNs() >= 0) {
      return;
    }
    waking = true;
    loop.sockets()
        .later(
            () -> {
              waking = false;
              sendDue();
            },
            dueNs - nowNs);
  }

  @Override
  public void onEnded(Channel ended, String word) {
    if (ended != channel) {
      return;
    }
    channel = null;
    if (ending) {
      return;
    }
    if (served) {
      served = false;
      lostNs = System.nanoTime();
      loop.disconnects.count(word);
    } else {
      loop.errors.count(word);
      if (word.equals("http-403") || word.startsWith("close-1008")) {
        forgetSeat();
      }
    }
    long waitMs = ThreadLocalRandom.current().nextLong(backoffMs + 1);
    backoffMs = Math.min(MAX_BACKOFF_MS, backoffMs * 2);
    loop.sockets().later(this::connect, TimeUnit.MILLISECONDS.toNanos(waitMs));
  }

  private void forgetSeat() {
    seat = null;
    lastId = null;
    lastAnswered = 0;
    connections = 0;
  }

  /** Leaves for good. */
  void end() {
    ending = true;
    Channel open = channel;
    if (open == null) {
      return;
    }
    if (served) {
      open.writeAndFlush(new CloseWebSocketFrame(1000, ""))
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      var unused = open.close();
    }
  }
}

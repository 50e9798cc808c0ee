package usher.bench.compare.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import usher.common.net.HostPort;

/** Players who sit behind one proxy: at rest, echoing as fast as they can, or at a set pace. */
public final class Crowd implements Phase, EchoPlayer.Driver {
  private static final long CONNECT_SECONDS = 30;

  /** Connects under way at once: few enough that no listener's backlog overflows. */
  private static final int CONNECTS_AT_ONCE = 64;

  private final EchoLoad load;
  private final HostPort proxy;
  private final Meter meter = new Meter();
  private final List<EchoPlayer> players = new ArrayList<>();
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private ByteBuf frame = Unpooled.EMPTY_BUFFER;
  private int payload;
  private int wanted;
  private int asked;
  private boolean busy;
  private boolean closing;
  private @Nullable Pace pace;

  /** When the next frame of a paced crowd is due, and whose it is. */
  private static final class Pace {
    private final long gapNs;
    private long dueNs = System.nanoTime();
    private int next;

    Pace(double perSecond) {
      gapNs = (long) (1e9 / perSecond);
    }
  }

  Crowd(EchoLoad load, HostPort proxy) {
    this.load = load;
    this.proxy = proxy;
  }

  void connect(int count) throws InterruptedException {
    load.loop()
        .execute(
            () -> {
              wanted = count;
              while (asked < Math.min(count, CONNECTS_AT_ONCE)) {
                connectNext();
              }
            });
    try {
      connected.get(CONNECT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("players could not connect to " + proxy, e);
    }
  }

  private void connectNext() {
    load.connect(proxy, EchoLoad.path(asked++), this);
  }

  /** Each player sends a frame as soon as the last one is back. */
  public void echo(int payloadBytes) {
    load.loop()
        .execute(
            () -> {
              prepare(payloadBytes);
              busy = true;
              pace = null;
              for (EchoPlayer player : players) {
                if (!player.isWaiting()) {
                  player.send(frame, payload, System.nanoTime());
                }
              }
            });
  }

  /** One frame is sent each time one is due, by the next player in turn; it is timed from then. */
  public void echo(int payloadBytes, double perSecond) {
    load.loop()
        .execute(
            () -> {
              prepare(payloadBytes);
              busy = false;
              pace = new Pace(perSecond);
              sendDue();
            });
  }

  /** Sends no more. */
  public void rest() {
    load.loop()
        .execute(
            () -> {
              busy = false;
              pace = null;
            });
  }

  private void prepare(int payloadBytes) {
    payload = payloadBytes;
    frame = Frames.ofPlayer(payloadBytes);
  }

  private void sendDue() {
    Pace now = pace;
    if (now == null || players.isEmpty()) {
      return;
    }
    long nowNs = System.nanoTime();
    int passed = 0;
    while (now.dueNs - nowNs <= 0 && passed < players.size()) {
      EchoPlayer player = players.get(now.next++ % players.size());
      if (player.isWaiting()) {
        passed++;
      } else {
        passed = 0;
        player.send(frame, payload, now.dueNs);
        now.dueNs += now.gapNs;
      }
    }
    var unused =
        load.loop().schedule(this::sendDue, Math.max(1, now.dueNs - nowNs), TimeUnit.NANOSECONDS);
  }

  @Override
  public void onUpgraded(EchoPlayer player) {
    players.add(player);
    if (players.size() == wanted) {
      connected.complete(null);
    } else if (asked < wanted) {
      connectNext();
    }
  }

  @Override
  public void onEcho(EchoPlayer player, long tookNs) {
    meter.took(tookNs);
    if (busy) {
      player.send(frame, payload, System.nanoTime());
    }
  }

  @Override
  public void onEnded(EchoPlayer player, boolean upgraded) {
    if (!closing) {
      meter.error();
      players.remove(player);
      connected.completeExceptionally(
          new IllegalStateException("a socket ended " + (upgraded ? "after" : "before") + " 101"));
    }
  }

  @Override
  public void restart() throws InterruptedException {
    load.loop().submit(meter::restart).sync();
  }

  @Override
  public Seen read() throws InterruptedException {
    return load.loop().submit(meter::read).sync().getNow();
  }

  @Override
  public void close() {
    load.loop()
        .submit(
            () -> {
              closing = true;
              busy = false;
              pace = null;
              players.forEach(EchoPlayer::close);
            })
        .syncUninterruptibly();
  }
}

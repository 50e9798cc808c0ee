package usher.bench.feeds;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import usher.common.net.HostPort;
import usher.common.net.Transport;

/**
 * All who hear the topic of one house, on one thread. The k-th message that one hears is the k-th
 * that was published since all were subscribed.
 */
final class Listeners implements AutoCloseable {
  static final String TOPIC = "bench";

  /** Of what is published. */
  static final int MESSAGE_BYTES = 64;

  /** Of a text frame with it as a JSON text. */
  static final int MESSAGE_FRAME_BYTES =
      "{'type':'message','topic':'','message':''}".length() + TOPIC.length() + MESSAGE_BYTES;

  private static final int CONNECTS_AT_ONCE = 16;
  private static final long CONNECT_SECONDS = 120;
  private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);

  /**
   * What a window saw.
   *
   * @param deliveries messages heard, counted once for each listener
   * @param errors other frames, and sockets that ended
   */
  record Seen(long deliveries, long p50Ns, long p99Ns, long errors) {}

  private final EventLoopGroup group;
  private final EventLoop loop;
  private final Transport transport;
  private final HostPort front;
  private final int count;
  private final List<Listener> listeners = new ArrayList<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Histogram took = new Histogram(LONGEST_NS, 3);
  private long[] publishedNs = new long[1_024];
  private int published;
  private int subscribed;
  private long deliveries;
  private long errors;
  private boolean closing;

  Listeners(Transport transport, HostPort front, int count) {
    this.transport = transport;
    this.front = front;
    this.count = count;
    this.group = transport.group("listeners", 1);
    this.loop = group.next();
  }

  /** Connects all; returns when all are subscribed. */
  void subscribe() throws InterruptedException {
    loop.execute(
        () -> {
          for (int i = 0; i < CONNECTS_AT_ONCE; i++) {
            connectNext();
          }
        });
    try {
      ready.get(CONNECT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          subscribed + " of " + count + " are subscribed at " + front, e);
    }
  }

  private void connectNext() {
    if (listeners.size() >= count) {
      return;
    }
    Listener next = new Listener(this, front);
    listeners.add(next);
    new Bootstrap()
        .group(loop)
        .channel(transport.socketChannel())
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(next.socket())
        .connect(front.host(), front.port());
  }

  void onSubscribed() {
    subscribed++;
    if (subscribed == count) {
      ready.complete(null);
    } else {
      connectNext();
    }
  }

  void onMessage(long index) {
    deliveries++;
    if (index < published) {
      took.recordValue(Math.min(LONGEST_NS, System.nanoTime() - publishedNs[(int) index]));
    } else {
      errors++;
    }
  }

  void onError() {
    errors++;
  }

  void onEnded() {
    if (!closing) {
      errors++;
      ready.completeExceptionally(new IllegalStateException("a socket ended"));
    }
  }

  /** The next message is published now. */
  void publishing() throws InterruptedException {
    long nowNs = System.nanoTime();
    loop.submit(
            () -> {
              if (published == publishedNs.length) {
                publishedNs = Arrays.copyOf(publishedNs, 2 * published);
              }
              publishedNs[published++] = nowNs;
            })
        .sync();
  }

  /** Counts anew from now on. */
  void restart() throws InterruptedException {
    loop.submit(
            () -> {
              took.reset();
              deliveries = 0;
              errors = 0;
            })
        .sync();
  }

  Seen read() throws InterruptedException {
    return loop.submit(
            () ->
                new Seen(
                    deliveries,
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
              listeners.forEach(each -> each.socket().close());
            })
        .syncUninterruptibly();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

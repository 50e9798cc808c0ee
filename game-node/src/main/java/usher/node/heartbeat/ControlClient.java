package usher.node.heartbeat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.NodeMessage;
import usher.common.room.RoomId;
import usher.node.heartbeat.dial.ControlDialer;

/**
 * A node's side of control: reports to a router as long as it runs, whatever happens to the router,
 * and holds the lease. Has one thread of its own, {@code heartbeat}, so that rooms that hang do not
 * stop it from saying so. Public methods may be called on any thread.
 */
public final class ControlClient implements Announcer {
  /** How often the thread looks at the clock, in milliseconds. */
  static final long TICK_MS = 20;

  /**
   * How many announcements may wait for the thread. Over it they are dropped, and the node
   * registers anew, which names all its rooms.
   */
  static final int MAX_WAITING = 50_000;

  /** How many rooms a second may be said to be stale; who asks for the others asks again. */
  static final int MAX_STALE_PER_SECOND = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final LeaseClock lease;
  private final RouterTalk talk;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A client that has not started.
   *
   * @param host the rooms: asked and told on the thread {@code heartbeat}
   * @param listener hears of the lease on that thread
   */
  public ControlClient(HeartbeatConfig config, RoomHost host, LeaseListener listener) {
    group =
        new MultiThreadIoEventLoopGroup(
            1, (ThreadFactory) ControlClient::daemon, NioIoHandler.newFactory());
    loop = group.next();
    long now = System.nanoTime();
    lease = new LeaseClock(now, listener);
    talk =
        new RouterTalk(
            config,
            host,
            new HeartbeatSource(host, CpuShare.ofThisProcess(now)),
            lease,
            new ControlDialer(loop, config.token(), config.tls()),
            loop,
            () -> ThreadLocalRandom.current().nextDouble());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new FastThreadLocalThread(work, "heartbeat");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts to dial. */
  public void start() {
    loop.execute(talk::start);
    var unused = loop.scheduleAtFixedRate(talk::onTick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /** The lease that the router grants. */
  public Lease lease() {
    return lease;
  }

  /** Whether a router knows this node now. */
  public boolean isRegistered() {
    return talk.isRegistered();
  }

  /** Sends a heartbeat now: the node's health changed. */
  public void heartbeatNow() {
    run(talk::heartbeatNow);
  }

  @Override
  public void opened(RoomId room, long epoch) {
    announce(t -> t.announce(new NodeMessage.Opened(room, epoch)));
  }

  @Override
  public void closed(RoomId room, long epoch) {
    announce(t -> t.announce(new NodeMessage.Closed(room, epoch)));
  }

  @Override
  public void released(RoomId room, long epoch, @Nullable String snapshot) {
    announce(t -> t.announce(new NodeMessage.Released(room, epoch, snapshot)));
  }

  @Override
  public void stale(RoomId room) {
    announce(t -> t.stale(room));
  }

  /**
   * Says goodbye, hangs up and ends the thread; waits for that, but no longer than told. Once is
   * enough.
   */
  public void stop(long withinMs) {
    if (loop.isShuttingDown()) {
      return;
    }
    // First the goodbye, then the end: a loop that ends closes its sockets before it does its work.
    loop.submit(talk::stop).awaitUninterruptibly(withinMs, TimeUnit.MILLISECONDS);
    group
        .shutdownGracefully(0, withinMs, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(withinMs, TimeUnit.MILLISECONDS);
  }

  private void announce(Consumer<RouterTalk> what) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      talk.resync();
      return;
    }
    run(
        () -> {
          waiting.decrementAndGet();
          what.accept(talk);
        });
  }

  /** Runs it on the thread; not at all once that has ended: nobody is there to be told. */
  private void run(Runnable what) {
    if (loop.isShuttingDown()) {
      return;
    }
    try {
      loop.execute(what);
    } catch (RejectedExecutionException e) {
      LOG.debug("control: said after the end", e);
    }
  }
}

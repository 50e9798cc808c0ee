package usher.node.heartbeat;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import usher.common.control.NodeMessage;
import usher.common.control.wire.ControlCodec;
import usher.common.control.wire.ControlFormatException;
import usher.common.net.HostPort;
import usher.common.room.RoomId;
import usher.node.heartbeat.dial.Backoff;
import usher.node.heartbeat.dial.ControlDialer;
import usher.node.heartbeat.dial.RouterLine;

/**
 * Which router the node talks to, and since when: dials, talks while it can, and dials again. Goes
 * to another router of its list only when the lease of the last one has lapsed: without a journal,
 * only one router's word may count. On the thread {@code heartbeat} but for what says otherwise.
 */
final class RouterTalk implements RouterLine.Listener {
  /** A router that says nothing for this many leases is hung up on. */
  static final int SILENT_LEASES = 5;

  /** The least time before a silent router is hung up on, in milliseconds. */
  static final long MIN_SILENT_MS = 10_000;

  /** A router that stays away is told of again after this, in nanoseconds. */
  static final long TELL_NS = 10_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(RouterTalk.class);

  private final HeartbeatConfig config;
  private final RoomHost host;
  private final HeartbeatSource source;
  private final LeaseClock lease;
  private final ControlDialer dialer;
  private final EventExecutor loop;
  private final Backoff backoff;
  private int router;
  private @Nullable RouterLine line;
  private @Nullable Registration registration;
  private long heardNs;
  private long toldNs = System.nanoTime() - TELL_NS;
  private long staleSecond;
  private int staleThisSecond;
  private boolean stopped;
  private volatile boolean registered;
  private volatile boolean resync;

  RouterTalk(
      HeartbeatConfig config,
      RoomHost host,
      HeartbeatSource source,
      LeaseClock lease,
      ControlDialer dialer,
      EventExecutor loop,
      DoubleSupplier random) {
    this.config = config;
    this.host = host;
    this.source = source;
    this.lease = lease;
    this.dialer = dialer;
    this.loop = loop;
    this.backoff = new Backoff(random);
  }

  void start() {
    if (!stopped) {
      dialer.dial(config.routers().get(router), this);
    }
  }

  /** Any thread. */
  boolean isRegistered() {
    return registered;
  }

  /** Something was not said that the router must know: say all again. Any thread. */
  void resync() {
    resync = true;
  }

  @Override
  public void onOpen(RouterLine opened) {
    if (stopped) {
      opened.close("the node stops");
      return;
    }
    long now = System.nanoTime();
    line = opened;
    heardNs = now;
    registration = new Registration(config, host, source, lease, this::write);
    registration.start(now);
  }

  @Override
  public void onText(String text) {
    Registration current = registration;
    RouterLine open = line;
    if (current == null || open == null) {
      return;
    }
    long now = System.nanoTime();
    heardNs = now;
    try {
      current.onMessage(ControlCodec.readRouterMessage(text), now);
    } catch (ControlFormatException e) {
      // A newer router may say what we do not know; it cannot count on an answer.
      LOG.warn("control: ignored what the router said: {}", e.sentence());
    }
    noteProgress(current);
    if (current.refusedFor() != null) {
      open.close("refused: " + current.refusedFor().word());
    }
  }

  private void noteProgress(Registration current) {
    if (current.isWelcome() && !registered) {
      backoff.reset();
    }
    registered = current.isWelcome();
  }

  @Override
  public void onClosed(boolean refused, String why) {
    long now = System.nanoTime();
    boolean wasRegistered = registered;
    boolean wasRefused = refused || (registration != null && registration.refusedFor() != null);
    line = null;
    registration = null;
    registered = false;
    if (stopped) {
      return;
    }
    HostPort last = config.routers().get(router);
    long waitMs = wasRefused ? backoff.afterRefusalMs() : backoff.nextMs();
    if (!lease.holds(now)) {
      router = (router + 1) % config.routers().size();
    }
    boolean tell = wasRegistered || now - toldNs >= TELL_NS;
    LOG.atLevel(tell ? Level.WARN : Level.DEBUG)
        .log("control: no connection to router {} ({}); again in {} ms", last, why, waitMs);
    toldNs = tell ? now : toldNs;
    var unused = loop.schedule(this::start, waitMs, TimeUnit.MILLISECONDS);
  }

  void onTick() {
    long now = System.nanoTime();
    lease.tell(now);
    Registration current = registration;
    RouterLine open = line;
    if (current == null || open == null) {
      return;
    }
    try {
      current.onTick(now);
    } catch (RuntimeException e) {
      // A mistake of ours in a view of the rooms: the next tick may fare better, the lease tells.
      LOG.error("control: no heartbeat", e);
    }
    long silentMs = TimeUnit.NANOSECONDS.toMillis(now - heardNs);
    if (silentMs > Math.max(MIN_SILENT_MS, SILENT_LEASES * current.leaseMs())) {
      open.close("it said nothing for " + silentMs + " ms");
    } else if (resync) {
      resync = false;
      open.close("rooms changed faster than could be told");
    }
  }

  void heartbeatNow() {
    if (registration != null) {
      registration.heartbeatNow(System.nanoTime());
    }
  }

  /** Says this if a router listens; else the next register says what holds then. */
  void announce(NodeMessage message) {
    if (registration != null) {
      write(message);
    }
  }

  void stale(RoomId room) {
    Registration current = registration;
    long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    if (second != staleSecond) {
      staleSecond = second;
      staleThisSecond = 0;
    }
    if (current != null
        && current.isWelcome()
        && ++staleThisSecond <= ControlClient.MAX_STALE_PER_SECOND) {
      write(new NodeMessage.Stale(room, current.placement()));
    }
  }

  void stop() {
    stopped = true;
    if (line != null) {
      write(new NodeMessage.Goodbye());
      line.close("the node stops");
    }
  }

  private void write(NodeMessage message) {
    if (line != null) {
      line.send(ControlCodec.write(message));
    }
  }
}

package usher.node.heartbeat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.ControlRefusal;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.room.RoomId;

/**
 * What a node says on one connection to a router, and what it makes of the answers: a state machine
 * without sockets or clocks of its own. On the thread {@code heartbeat}.
 *
 * <p>The lease counts from when the message was sent that the router answers. After a welcome it
 * counts only once the rooms to forget are gone, so that none of them is served under it.
 */
final class Registration {
  /**
   * The part of the heartbeat interval after which the next one is sent: on time, if it is late.
   */
  static final double RENEW_AT = 0.8;

  /** The interval of heartbeats until a welcome names one: a router that starts takes its time. */
  static final long FIRST_INTERVAL_MS = 500;

  /** A heartbeat sent this late is worth a line in the log, in milliseconds. */
  static final double LATE_MS = 100;

  /** How many heartbeats may await their answer; the answer to an older one renews nothing. */
  static final int MAX_UNANSWERED = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  private record Sent(long number, long atNs) {}

  private final HeartbeatConfig config;
  private final RoomHost host;
  private final HeartbeatSource source;
  private final LeaseClock lease;
  private final Consumer<NodeMessage> wire;
  private final ArrayDeque<Sent> unanswered = new ArrayDeque<>();
  private List<HeldRoom> toForget = List.of();
  private RouterMessage.@Nullable Welcome welcome;
  private @Nullable ControlRefusal refusedFor;
  private boolean leaseGranted;
  private long registerSentNs;
  private long lastNumber;
  private long dueNs;
  private long placement;

  Registration(
      HeartbeatConfig config,
      RoomHost host,
      HeartbeatSource source,
      LeaseClock lease,
      Consumer<NodeMessage> wire) {
    this.config = config;
    this.host = host;
    this.source = source;
    this.lease = lease;
    this.wire = wire;
  }

  /** The connection is open: say who we are. */
  void start(long nowNs) {
    welcome = null;
    leaseGranted = false;
    unanswered.clear();
    registerSentNs = nowNs;
    dueNs = nowNs + intervalNs();
    wire.accept(config.register(host));
  }

  /** The router welcomed the node, and has not sent it away since. */
  boolean isWelcome() {
    return welcome != null;
  }

  /** The lease that the router grants, in milliseconds; 0 before the welcome. */
  long leaseMs() {
    return welcome == null ? 0 : welcome.leaseMs();
  }

  /** Why this connection is of no use any more; null while it is. */
  @Nullable ControlRefusal refusedFor() {
    return refusedFor;
  }

  /** The highest placement number seen. */
  long placement() {
    return placement;
  }

  /** The router said something. */
  void onMessage(RouterMessage message, long nowNs) {
    if (message instanceof RouterMessage.Acknowledge m) {
      onAcknowledge(m, nowNs);
    } else if (message instanceof RouterMessage.Place m) {
      onPlace(m);
    } else if (message instanceof RouterMessage.Welcome m) {
      onWelcome(m, nowNs);
    } else if (message instanceof RouterMessage.Forget m) {
      host.forget(m.room(), m.epoch());
    } else if (message instanceof RouterMessage.Release m) {
      host.release(m.room(), m.epoch());
    } else if (message instanceof RouterMessage.Drain) {
      host.drain();
    } else if (message instanceof RouterMessage.RegisterAgain) {
      LOG.warn("control: this node was lost to the router, and registers again");
      lease.revoke(nowNs);
      start(nowNs);
    } else if (message instanceof RouterMessage.Refused m) {
      onRefused(m, nowNs);
    } else {
      LOG.info("control: this node does not know what to do with {}", message);
    }
  }

  /** Time passed: sends the heartbeat that is due, welcome or not. */
  void onTick(long nowNs) {
    forgetting(nowNs);
    if (dueNs - nowNs <= 0) {
      heartbeat(nowNs, (nowNs - dueNs) / 1e6);
    }
  }

  /** Sends a heartbeat before it is due: something changed that the router should know. */
  void heartbeatNow(long nowNs) {
    heartbeat(nowNs, 0);
  }

  private void heartbeat(long nowNs, double latenessMs) {
    if (latenessMs > LATE_MS) {
      LOG.warn("control: heartbeat {} is {} ms late", lastNumber + 1, Math.round(latenessMs));
    }
    lastNumber++;
    dueNs = nowNs + intervalNs();
    if (unanswered.size() == MAX_UNANSWERED) {
      unanswered.removeFirst();
    }
    unanswered.addLast(new Sent(lastNumber, nowNs));
    wire.accept(source.next(lastNumber, placement, latenessMs, nowNs));
  }

  private long intervalNs() {
    long ms = welcome == null ? FIRST_INTERVAL_MS : welcome.heartbeatIntervalMs();
    return (long) (TimeUnit.MILLISECONDS.toNanos(ms) * RENEW_AT);
  }

  private void onWelcome(RouterMessage.Welcome granted, long nowNs) {
    welcome = granted;
    leaseGranted = false;
    placement = 0;
    dueNs = nowNs;
    host.journal(granted.journal());
    host.feeds(granted.journal(), granted.feedRetain());
    toForget = granted.forget();
    for (HeldRoom room : toForget) {
      host.forget(room.room(), room.epoch());
    }
    LOG.info(
        "control: welcome from router {}: lease {} ms, heartbeat every {} ms, {} rooms to forget",
        granted.routerId(),
        granted.leaseMs(),
        granted.heartbeatIntervalMs(),
        toForget.size());
    forgetting(nowNs);
    onTick(nowNs);
  }

  /** Grants the welcome's lease once no room that lives elsewhere is held any more. */
  private void forgetting(long nowNs) {
    RouterMessage.Welcome granted = welcome;
    if (granted != null && !leaseGranted && !isForgetting()) {
      leaseGranted = true;
      lease.renew(registerSentNs, granted.leaseMs(), nowNs);
    }
  }

  private boolean isForgetting() {
    if (toForget.isEmpty()) {
      return false;
    }
    Map<RoomId, Long> held = new HashMap<>();
    for (HeldRoom room : host.held()) {
      held.put(room.room(), room.epoch());
    }
    List<HeldRoom> left = new ArrayList<>();
    for (HeldRoom room : toForget) {
      if (held.getOrDefault(room.room(), Long.MAX_VALUE) <= room.epoch()) {
        left.add(room);
      }
    }
    toForget = left;
    return !left.isEmpty();
  }

  private void onAcknowledge(RouterMessage.Acknowledge acknowledge, long nowNs) {
    if (welcome == null) {
      return;
    }
    if (acknowledge.draining()) {
      host.drain();
    } else {
      host.undrain();
    }
    while (!unanswered.isEmpty() && unanswered.getFirst().number() <= acknowledge.number()) {
      Sent sent = unanswered.removeFirst();
      if (sent.number() == acknowledge.number() && leaseGranted) {
        lease.renew(sent.atNs(), acknowledge.leaseMs(), nowNs);
      }
    }
  }

  private void onPlace(RouterMessage.Place place) {
    if (welcome == null || place.number() <= placement) {
      LOG.info("control: ignored an old placement: {}", place);
      return;
    }
    placement = place.number();
    host.place(place.room(), place.epoch(), place.snapshot());
  }

  private void onRefused(RouterMessage.Refused refused, long nowNs) {
    if (refused.refusal() == ControlRefusal.NOT_REGISTERED) {
      start(nowNs);
      return;
    }
    LOG.error(
        "control: the router refused {} ({}): {}",
        config.incarnation(),
        refused.refusal().word(),
        refused.message());
    if (refused.refusal().endsConnection()) {
      refusedFor = refused.refusal();
      welcome = null;
      if (refused.refusal() == ControlRefusal.SUPERSEDED
          || refused.refusal() == ControlRefusal.EVICTED) {
        lease.revoke(nowNs);
      }
    }
  }
}

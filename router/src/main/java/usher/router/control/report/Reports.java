package usher.router.control.report;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.control.ControlRefusal;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.wire.NodeReport;
import usher.router.control.peer.ControlPeer;
import usher.router.control.peer.ControlPeers;

/**
 * The nodes that speak plain HTTP, each a control connection to the cluster from its first report
 * until it is silent for long, says goodbye or is refused. Public methods: any thread.
 */
public final class Reports {
  /** The most such nodes; over it a report is refused with too-many-nodes. */
  public static final int MAX_NODES = 1_024;

  /**
   * How much longer than a lease a report waits for the cluster's answer at most, in milliseconds:
   * a router that has just started welcomes nobody for a lease and a margin.
   */
  public static final long ANSWER_MARGIN_MS = 1_000;

  private static final long TICK_MS = 100;

  private final EventExecutor loop;
  private final ControlPeers peers;
  private final long idleNs;
  private final long answerWithinNs;
  private final Map<Incarnation, Entry> entries = new HashMap<>();
  private final ScheduledFuture<?> ticks;

  /**
   * @param loop the owner of all state here
   * @param idleMs after how long without a report a node's connection counts as closed
   * @param leaseMs the lease that the cluster grants
   */
  public Reports(EventExecutor loop, ControlPeers peers, long idleMs, long leaseMs) {
    this.loop = loop;
    this.peers = peers;
    this.idleNs = TimeUnit.MILLISECONDS.toNanos(idleMs);
    this.answerWithinNs = TimeUnit.MILLISECONDS.toNanos(leaseMs + ANSWER_MARGIN_MS);
    this.ticks = loop.scheduleAtFixedRate(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * A node reported; the listener is called once, a lease and {@link #ANSWER_MARGIN_MS} later at
   * the latest.
   */
  public void report(NodeReport report, ReportReply.Listener listener) {
    loop.execute(() -> onReport(report, listener));
  }

  /**
   * A node says goodbye.
   *
   * @param boot which incarnation; null for all of this id
   */
  public void goodbye(NodeId node, @Nullable String boot, GoodbyeListener listener) {
    loop.execute(() -> listener.onGoodbye(onGoodbye(node, boot)));
  }

  /** Takes no more time. The connections end with the port. */
  public void stop() {
    ticks.cancel(false);
  }

  /** Takes the answer on the owning event loop. */
  @FunctionalInterface
  public interface GoodbyeListener {
    /** Called with whether such a node was known. */
    void onGoodbye(boolean known);
  }

  private void onReport(NodeReport report, ReportReply.Listener listener) {
    Incarnation incarnation = report.register().incarnation();
    Entry entry = entries.get(incarnation);
    if (entry == null) {
      if (entries.size() >= MAX_NODES) {
        listener.onReply(
            new ReportReply.Refused(
                ControlRefusal.TOO_MANY_NODES,
                "at most " + MAX_NODES + " nodes use plain HTTP",
                false));
        return;
      }
      entry = new Entry(incarnation);
      entries.put(incarnation, entry);
    }
    long now = System.nanoTime();
    entry.peer.report(report, listener, now, now + answerWithinNs);
  }

  private boolean onGoodbye(NodeId node, @Nullable String boot) {
    boolean known = false;
    for (Entry entry : entries.values().toArray(new Entry[0])) {
      if (entry.incarnation.node().equals(node)
          && (boot == null || entry.incarnation.boot().equals(boot))) {
        known = true;
        peers.said(entry.number, new NodeMessage.Goodbye());
        remove(entry);
      }
    }
    return known;
  }

  private void tick() {
    long now = System.nanoTime();
    for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
      Entry entry = all.next();
      entry.peer.onTick(now);
      if (now - entry.peer.heardNs() > idleNs) {
        all.remove();
        peers.remove(entry.number, loop);
      }
    }
  }

  private void remove(Entry entry) {
    entries.remove(entry.incarnation, entry);
    peers.remove(entry.number, loop);
    entry.peer.refuse(ControlRefusal.BUSY, "the router ended this registration: report again");
  }

  /** A node with its number, as the cluster sees it. */
  private final class Entry implements ControlPeer, ReportPeer.Cluster {
    private final Incarnation incarnation;
    private final ReportPeer peer = new ReportPeer(this, System.nanoTime());
    private final long number;

    Entry(Incarnation incarnation) {
      this.incarnation = incarnation;
      this.number = peers.add(this);
    }

    @Override
    public boolean register(NodeMessage.Register register) {
      return peers.said(number, register);
    }

    @Override
    public boolean heartbeat(NodeMessage.Heartbeat heartbeat) {
      return peers.said(number, heartbeat);
    }

    @Override
    public void send(RouterMessage message) {
      loop.execute(() -> onMessage(message));
    }

    @Override
    public void close() {
      loop.execute(() -> remove(this));
    }

    private void onMessage(RouterMessage message) {
      if (entries.get(incarnation) != this) {
        return;
      }
      peer.onMessage(message);
      if (message instanceof RouterMessage.Refused refused && refused.refusal().endsConnection()) {
        remove(this);
      }
    }
  }
}

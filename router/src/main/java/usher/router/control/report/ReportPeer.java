package usher.router.control.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.control.ControlRefusal;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage.Heartbeat;
import usher.common.control.NodeMessage.Register;
import usher.common.control.RouterMessage;
import usher.common.control.wire.NodeReport;
import usher.common.control.wire.ReportAnswer;

/**
 * One node that speaks plain HTTP, as a machine that waits for the cluster's word: a report is a
 * register where one is due, and, once welcomed, a heartbeat. Owned by the reports' event loop.
 */
final class ReportPeer {
  /**
   * The most rooms to forget that await the node's next report; over it the node registers anew.
   */
  static final int MAX_FORGET = 20_000;

  /** What the machine says to the cluster. */
  interface Cluster {
    /** Returns false if it has no time. */
    boolean register(Register register);

    /** Returns false if it has no time. */
    boolean heartbeat(Heartbeat heartbeat);
  }

  private record Waiting(NodeReport report, ReportReply.Listener listener, long deadlineNs) {}

  private final Cluster cluster;
  private @Nullable Register registered;
  private RouterMessage.@Nullable Welcome welcome;
  private final List<HeldRoom> forget = new ArrayList<>();
  private @Nullable Waiting waiting;
  private boolean registeredForThis;
  private long heardNs;

  ReportPeer(Cluster cluster, long nowNs) {
    this.cluster = cluster;
    this.heardNs = nowNs;
  }

  long heardNs() {
    return heardNs;
  }

  /** A report came in. Its answer comes at its deadline at the latest. */
  void report(NodeReport report, ReportReply.Listener listener, long nowNs, long deadlineNs) {
    if (waiting != null) {
      listener.onReply(
          new ReportReply.Refused(
              ControlRefusal.TOO_FAST, "wait for the answer to one report before the next", false));
      return;
    }
    heardNs = nowNs;
    waiting = new Waiting(report, listener, deadlineNs);
    registeredForThis = false;
    if (welcome == null || !saysSame(registered, report.register())) {
      register(report);
    } else {
      heartbeat(report);
    }
  }

  /** The cluster said something to this node. */
  void onMessage(RouterMessage message) {
    if (message instanceof RouterMessage.Welcome m) {
      welcome = m;
      addForget(m.forget());
      if (waiting != null) {
        heartbeat(waiting.report());
      }
    } else if (message instanceof RouterMessage.Acknowledge m) {
      acknowledged(m);
    } else if (message instanceof RouterMessage.Refused m) {
      refused(m);
    } else if (message instanceof RouterMessage.RegisterAgain) {
      registerAgain();
    } else if (message instanceof RouterMessage.Forget m) {
      addForget(List.of(new HeldRoom(m.room(), m.epoch())));
    }
    // Placements, releases and drains have no way to such a node: its next answer numbers and names
    // them.
  }

  /** Answers what still waits, if anything does. */
  void refuse(ControlRefusal refusal, String message) {
    refuse(refusal, message, false);
  }

  private void refuse(ControlRefusal refusal, String message, boolean byCluster) {
    Waiting answered = waiting;
    waiting = null;
    if (answered != null) {
      answered.listener().onReply(new ReportReply.Refused(refusal, message, byCluster));
    }
  }

  /** Answers what has waited too long. */
  void onTick(long nowNs) {
    if (waiting != null && nowNs - waiting.deadlineNs() >= 0) {
      refuse(ControlRefusal.BUSY, "the router had no time for this report: send the next one");
    }
  }

  private void acknowledged(RouterMessage.Acknowledge acknowledge) {
    Waiting answered = waiting;
    RouterMessage.Welcome granted = welcome;
    if (answered == null
        || granted == null
        || answered.report().heartbeat().number() != acknowledge.number()) {
      return;
    }
    waiting = null;
    ReportAnswer answer =
        new ReportAnswer(
            granted.routerId(),
            granted.heartbeatIntervalMs(),
            granted.journal(),
            acknowledge,
            forget);
    forget.clear();
    answered.listener().onReply(new ReportReply.Taken(answer));
  }

  private void refused(RouterMessage.Refused refused) {
    if (refused.refusal() == ControlRefusal.NOT_REGISTERED && !registeredForThis) {
      registerAgain();
      return;
    }
    refuse(refused.refusal(), refused.message(), true);
  }

  private void registerAgain() {
    welcome = null;
    if (waiting != null && !registeredForThis) {
      register(waiting.report());
    }
  }

  private void register(NodeReport report) {
    registeredForThis = true;
    welcome = null;
    registered = report.register();
    if (!cluster.register(report.register())) {
      refuseBusy();
    }
  }

  private void heartbeat(NodeReport report) {
    if (!cluster.heartbeat(report.heartbeat())) {
      refuseBusy();
    }
  }

  private void refuseBusy() {
    refuse(ControlRefusal.BUSY, "the router has too much to do: send the next report");
  }

  private void addForget(List<HeldRoom> rooms) {
    if (forget.size() + rooms.size() > MAX_FORGET) {
      forget.clear();
      welcome = null;
      return;
    }
    forget.addAll(rooms);
  }

  /** Whether a register would say anything new, the rooms held aside: they change all the time. */
  private static boolean saysSame(@Nullable Register before, Register now) {
    return before != null
        && before.incarnation().equals(now.incarnation())
        && before.version().equals(now.version())
        && before.address().equals(now.address())
        && before.upstream() == now.upstream()
        && before.tls() == now.tls()
        && before.capacity().equals(now.capacity())
        && before.labels().equals(now.labels());
  }
}

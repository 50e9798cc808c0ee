package usher.router.cluster.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import usher.common.control.RouterMessage;
import usher.router.cluster.ClusterEffect;

/** The handling of one event: the time it is, and what comes of it. */
public final class Turn {
  private final List<ClusterEffect> effects = new ArrayList<>();
  private final List<ClusterEffect> view = Collections.unmodifiableList(effects);
  private long nowNs;
  private long wallMs;
  private boolean holding;

  /** Starts the next turn, and forgets the last one's effects. */
  public void begin(long monotonicNs, long wallClockMs) {
    effects.clear();
    nowNs = monotonicNs;
    wallMs = wallClockMs;
  }

  public long nowNs() {
    return nowNs;
  }

  /** Milliseconds since 1970, by a clock that may jump: for epochs only. */
  public long wallMs() {
    return wallMs;
  }

  /** Whether the router has just started: nodes that it has not heard of may hold rooms. */
  public boolean isHolding() {
    return holding;
  }

  /** The router has just started, or that is over. */
  public void hold(boolean now) {
    holding = now;
  }

  public void add(ClusterEffect effect) {
    effects.add(effect);
  }

  /** Says something on a control connection. */
  public void send(long connection, RouterMessage message) {
    effects.add(new ClusterEffect.Send(connection, message));
  }

  /** The effects so far, in order; valid until the next turn begins. */
  public List<ClusterEffect> effects() {
    return view;
  }
}

package usher.router.edge;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import usher.common.player.CloseReason;
import usher.router.cluster.ProbeOutcome;
import usher.router.edge.socket.FeedCounters;
import usher.router.edge.socket.LoopTraffic;
import usher.router.edge.socket.SeatCounters;

/** The counts of the player port; any thread counts, any thread reads. */
public final class EdgeCounters implements EdgeMetrics {
  private final List<LoopTraffic> traffic = new CopyOnWriteArrayList<>();
  private final LongAdder connected = new LongAdder();
  private final LongAdder gone = new LongAdder();
  private final LongAdder opened = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final LongAdder proxied = new LongAdder();
  private final LongAdder created = new LongAdder();
  private final LongAdder located = new LongAdder();
  private final SeatCounters seats = new SeatCounters();
  private final FeedCounters feeds = new FeedCounters(seats);
  private final Map<CloseReason, LongAdder> refusals = adders(CloseReason.class);
  private final Map<CloseReason, LongAdder> closings = adders(CloseReason.class);
  private final Map<ProbeOutcome, LongAdder> connectFailures = adders(ProbeOutcome.class);

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> words) {
    Map<E, LongAdder> adders = new EnumMap<>(words);
    for (E word : words.getEnumConstants()) {
      adders.put(word, new LongAdder());
    }
    return Collections.unmodifiableMap(adders);
  }

  private static <E> long read(Map<E, LongAdder> adders, E word) {
    LongAdder adder = adders.get(word);
    return adder == null ? 0 : adder.sum();
  }

  private static <E> void count(Map<E, LongAdder> adders, E word) {
    LongAdder adder = adders.get(word);
    if (adder != null) {
      adder.increment();
    }
  }

  @Override
  public void playerConnected() {
    connected.increment();
  }

  @Override
  public void playerGone() {
    gone.increment();
  }

  @Override
  public void refused(CloseReason reason) {
    count(refusals, reason);
  }

  @Override
  public void proxied() {
    proxied.increment();
  }

  @Override
  public void roomCreated() {
    created.increment();
  }

  @Override
  public void tunnelOpened() {
    opened.increment();
  }

  @Override
  public void tunnelClosed(CloseReason reason) {
    closed.increment();
    count(closings, reason);
  }

  @Override
  public void connectFailed(ProbeOutcome outcome) {
    count(connectFailures, outcome);
  }

  @Override
  public void locateAsked() {
    located.increment();
  }

  @Override
  public SeatCounters seats() {
    return seats;
  }

  @Override
  public LoopTraffic traffic() {
    LoopTraffic made = new LoopTraffic();
    traffic.add(made);
    return made;
  }

  /** What all sockets carried so far, by one of its figures. */
  public long traffic(ToLongFunction<LoopTraffic> figure) {
    return traffic.stream().mapToLong(figure).sum();
  }

  @Override
  public SeatCounters links() {
    return seats;
  }

  @Override
  public FeedCounters feeds() {
    return feeds;
  }

  /** Connections accepted so far, those that were refused then among them. */
  public long playersConnected() {
    return connected.sum();
  }

  /** Connections open now, but for those that are shown out because there are too many. */
  public long playersOpen() {
    return Math.max(0, connected.sum() - gone.sum());
  }

  /** Tunnels opened so far. */
  public long tunnelsOpened() {
    return opened.sum();
  }

  /** Tunnels open now. */
  public long tunnelsOpen() {
    return Math.max(0, opened.sum() - closed.sum());
  }

  /** Tunnels that ended for this reason so far. */
  public long tunnelsClosed(CloseReason reason) {
    return read(closings, reason);
  }

  /** Requests refused for this reason so far. */
  public long refusals(CloseReason reason) {
    return read(refusals, reason);
  }

  /** Plain requests handed on so far. */
  public long requestsProxied() {
    return proxied.sum();
  }

  /** Rooms that {@code POST /rooms} made so far. */
  public long roomsCreated() {
    return created.sum();
  }

  /** Questions to the cluster where a room is, so far. */
  public long locatesAsked() {
    return located.sum() + seats.locates();
  }

  /** Connections to nodes that failed with this outcome so far. */
  public long connectFailures(ProbeOutcome outcome) {
    return read(connectFailures, outcome);
  }
}

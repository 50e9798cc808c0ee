package usher.router.edge.socket;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import usher.common.player.CloseReason;
import usher.router.feed.FeedMetrics;
import usher.router.seat.SeatMetrics;
import usher.router.seat.SeatMetrics.Drop;

/** The counts of seats at feeds; any thread counts, any thread reads. */
public final class FeedCounters implements FeedMetrics {
  private final SeatMetrics links;
  private final LongAdder seated = new LongAdder();
  private final LongAdder gone = new LongAdder();
  private final LongAdder parked = new LongAdder();
  private final LongAdder reopened = new LongAdder();
  private final LongAdder topics = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder deliveries = new LongAdder();
  private final LongAdder gaps = new LongAdder();
  private final Map<CloseReason, LongAdder> left;

  /**
   * @param links counts the frames of links that were dropped, whoever they were for
   */
  public FeedCounters(SeatMetrics links) {
    this.links = links;
    Map<CloseReason, LongAdder> adders = new EnumMap<>(CloseReason.class);
    for (CloseReason reason : CloseReason.values()) {
      adders.put(reason, new LongAdder());
    }
    this.left = Collections.unmodifiableMap(adders);
  }

  private LongAdder of(CloseReason reason) {
    LongAdder adder = left.get(reason);
    if (adder == null) {
      throw new IllegalStateException("every word was put");
    }
    return adder;
  }

  @Override
  public void seated() {
    seated.increment();
  }

  @Override
  public void left(CloseReason reason) {
    gone.increment();
    of(reason).increment();
  }

  @Override
  public void parked(int more) {
    parked.add(more);
  }

  @Override
  public void reopened() {
    reopened.increment();
  }

  @Override
  public void topics(int more) {
    topics.add(more);
  }

  @Override
  public void said(int players) {
    messages.increment();
    deliveries.add(players);
  }

  @Override
  public void gaps(int players) {
    gaps.add(players);
  }

  @Override
  public void dropped(Drop why) {
    links.dropped(why);
  }

  /** Seats now. */
  public long seats() {
    return Math.max(0, seated.sum() - gone.sum());
  }

  /** Seats that wait for a node now. */
  public long seatsParked() {
    return Math.max(0, parked.sum());
  }

  /** Seats taken so far. */
  public long seatsTaken() {
    return seated.sum();
  }

  /** Seats that ended for this reason so far. */
  public long seatsLeft(CloseReason reason) {
    return of(reason).sum();
  }

  /** Seats that went on at another node, or by another link, so far. */
  public long seatsReopened() {
    return reopened.sum();
  }

  /** Topics that come in now, counted once for each link that they come in on. */
  public long topicsNow() {
    return Math.max(0, topics.sum());
  }

  /** Messages that came in on links so far. */
  public long messagesHeard() {
    return messages.sum();
  }

  /** Messages passed on so far, counted once for each player. */
  public long messagesDelivered() {
    return deliveries.sum();
  }

  /** Gaps told so far, counted once for each player. */
  public long gapsTold() {
    return gaps.sum();
  }
}

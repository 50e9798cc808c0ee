package usher.router.edge.socket;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.link.LinkMetrics;
import usher.router.seat.SeatMetrics;

/** The counts of seats and links; any thread counts, any thread reads. */
public final class SeatCounters implements SeatMetrics, LinkMetrics {
  private final LongAdder seated = new LongAdder();
  private final LongAdder gone = new LongAdder();
  private final LongAdder parked = new LongAdder();
  private final LongAdder watching = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder located = new LongAdder();
  private final LongAdder linksUp = new LongAdder();
  private final LongAdder linksDown = new LongAdder();
  private final LongAdder framesOut = new LongAdder();
  private final LongAdder framesIn = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final Map<CloseReason, LongAdder> left = adders(CloseReason.class);
  private final Map<OpenReason, LongAdder> opened = adders(OpenReason.class);
  private final Map<Drop, LongAdder> dropped = adders(Drop.class);
  private volatile LongConsumer resumes = ns -> {};
  private volatile ResumeWatcher watcher = (room, afterNs) -> {};

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> words) {
    Map<E, LongAdder> adders = new EnumMap<>(words);
    for (E word : words.getEnumConstants()) {
      adders.put(word, new LongAdder());
    }
    return Collections.unmodifiableMap(adders);
  }

  private static <E> LongAdder adder(Map<E, LongAdder> adders, E word) {
    LongAdder adder = adders.get(word);
    if (adder == null) {
      throw new IllegalStateException("every word was put");
    }
    return adder;
  }

  /** Who records how long rooms were away, in nanoseconds. */
  public void recordResumes(LongConsumer recorder) {
    resumes = recorder;
  }

  /** Who wants to know which room was away, and how long; called on event loops. */
  @FunctionalInterface
  public interface ResumeWatcher {
    void roomResumed(RoomId room, long afterNs);
  }

  /** Who is told of each room that is back. */
  public void watchResumes(ResumeWatcher by) {
    watcher = by;
  }

  @Override
  public void seated() {
    seated.increment();
  }

  @Override
  public void left(CloseReason reason) {
    gone.increment();
    adder(left, reason).increment();
  }

  @Override
  public void parked(int more) {
    parked.add(more);
  }

  @Override
  public void watches(int more) {
    watching.add(more);
  }

  @Override
  public void opened(OpenReason why) {
    adder(opened, why).increment();
  }

  @Override
  public void dropped(Drop why) {
    adder(dropped, why).increment();
  }

  @Override
  public void delivered(int players) {
    delivered.add(players);
  }

  @Override
  public void roomResumed(RoomId room, long afterNs) {
    resumes.accept(afterNs);
    watcher.roomResumed(room, afterNs);
  }

  @Override
  public void locateAsked() {
    located.increment();
  }

  @Override
  public void linkUp() {
    linksUp.increment();
  }

  @Override
  public void linkDown() {
    linksDown.increment();
  }

  @Override
  public void frameOut() {
    framesOut.increment();
  }

  @Override
  public void frameIn() {
    framesIn.increment();
  }

  @Override
  public void malformed() {
    malformed.increment();
  }

  /** Seats now. */
  public long seats() {
    return Math.max(0, seated.sum() - gone.sum());
  }

  /** Seats taken so far. */
  public long seatsTaken() {
    return seated.sum();
  }

  /** Seats that wait for their room now. */
  public long seatsParked() {
    return Math.max(0, parked.sum());
  }

  /** Seats of spectators now. */
  public long spectators() {
    return Math.max(0, watching.sum());
  }

  /** Seats that ended for this reason so far. */
  public long seatsLeft(CloseReason reason) {
    return adder(left, reason).sum();
  }

  /** Opens on nodes for this reason so far. */
  public long opens(OpenReason why) {
    return adder(opened, why).sum();
  }

  /** Frames of nodes dropped for this reason so far. */
  public long drops(Drop why) {
    return adder(dropped, why).sum();
  }

  /** Words passed on to players so far, counted once for each. */
  public long deliveries() {
    return delivered.sum();
  }

  /** Questions to the cluster where a room is, so far. */
  public long locates() {
    return located.sum();
  }

  /** Links open now. */
  public long linksOpen() {
    return Math.max(0, linksUp.sum() - linksDown.sum());
  }

  /** Links made so far. */
  public long linksMade() {
    return linksUp.sum();
  }

  /** Frames sent to nodes so far. */
  public long framesSent() {
    return framesOut.sum();
  }

  /** Frames of nodes so far. */
  public long framesReceived() {
    return framesIn.sum();
  }

  /** Links closed so far because the node sent what is no link frame. */
  public long linksMalformed() {
    return malformed.sum();
  }
}

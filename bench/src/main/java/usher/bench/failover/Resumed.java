package usher.bench.failover;

import org.HdrHistogram.Histogram;

/**
 * How long play rested in rooms: one of it for each room, all in one show's histograms. Fed with
 * the first hearing of each event; owned by the players' loop.
 */
final class Resumed {
  private static final long LONGEST_NS = 300_000_000_000L;

  private final Kind kind;

  /** From the last event before a room changed hands, or was interrupted, to the first after. */
  final Histogram gaps = new Histogram(LONGEST_NS, 3);

  /** From the fault, or from when the command was sent if that was later, to that first event. */
  final Histogram waits = new Histogram(LONGEST_NS, 3);

  private long faultNs;

  Resumed(Kind kind) {
    this.kind = kind;
  }

  /** A fault is about to be. */
  void faultAt(long nowNs) {
    faultNs = nowNs;
  }

  /** One room's pauses. */
  final class OfRoom {
    private long lastNs;
    private long epoch;
    private long longestNs;
    private long longestWaitNs;

    /**
     * Something happened in the room.
     *
     * @param sentNs when the command that caused it was sent; 0 where none did
     */
    void happened(long idEpoch, long sentNs, long nowNs) {
      long gap = nowNs - lastNs;
      long wait = nowNs - (sentNs - faultNs > 0 ? sentNs : faultNs);
      if (kind.changesHands()) {
        if (epoch > 0 && idEpoch > epoch && faultNs != 0) {
          record(gap, Math.min(gap, wait));
        }
      } else if (faultNs != 0 && lastNs != 0 && gap > longestNs) {
        longestNs = gap;
        longestWaitNs = Math.min(gap, wait);
      }
      epoch = Math.max(epoch, idEpoch);
      lastNs = nowNs;
    }

    /** The round is over. */
    void roundEnded() {
      if (longestNs > 0) {
        record(longestNs, longestWaitNs);
      }
      longestNs = 0;
      longestWaitNs = 0;
    }
  }

  private void record(long gapNs, long waitNs) {
    gaps.recordValue(Math.max(0, Math.min(gapNs, LONGEST_NS)));
    waits.recordValue(Math.max(0, Math.min(waitNs, LONGEST_NS)));
  }
}

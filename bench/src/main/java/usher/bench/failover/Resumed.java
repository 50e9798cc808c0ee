package usher.bench.failover;

import java.util.HashMap;
import java.util.Map;
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

  /** From the fault to the first of a room's players who is told where it is now. */
  final Histogram backs = new Histogram(LONGEST_NS, 3);

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
    /** When the commands were sent whose events nobody has heard yet; bounded by the players. */
    private final Map<String, Long> sentNs = new HashMap<>();

    private long lastNs;
    private long epoch;
    private long longestNs;
    private long longestWaitNs;
    private long backFromNs;

    /** A player sent this command. */
    void sent(String command, long nowNs) {
      sentNs.put(command, nowNs);
    }

    /**
     * Something happened in the room.
     *
     * @param what the command that caused it, if one did
     */
    void happened(long idEpoch, String what, long nowNs) {
      Long sent = sentNs.remove(what);
      long gap = nowNs - lastNs;
      long wait = nowNs - (sent != null && sent - faultNs > 0 ? sent : faultNs);
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

    /** A player is told that the room is on another node now. */
    void resumed(long nowNs) {
      if (kind == Kind.KILL && faultNs != backFromNs) {
        backFromNs = faultNs;
        backs.recordValue(Math.min(nowNs - faultNs, LONGEST_NS));
      }
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

package usher.router.live.happening;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import usher.common.control.NodeId;
import usher.common.room.RoomId;
import usher.router.live.happening.News.Hop;
import usher.router.live.happening.News.Went;

/** Rooms that left one node for one reason, as long as more of them follow. On the loop. */
final class Journey {
  private static final int NAMED = 3;

  private final NodeId from;
  private final boolean lost;
  private final Set<NodeId> to = new LinkedHashSet<>();
  private RoomId room;
  private int rooms;
  private int heard;
  private double[] ms = new double[8];
  private int times;
  private double slowest;

  /** The happening that tells of it. */
  final long happening;

  long lastNs;

  Journey(Hop first, RoomId room, long happening) {
    this.from = first.from();
    this.lost = first.lost();
    this.room = room;
    this.happening = happening;
  }

  void went(Hop hop, Went went, long nowNs) {
    if (to.size() <= NAMED) {
      to.add(hop.to());
    }
    rooms += went.rooms();
    room = went.last();
    lastNs = nowNs;
  }

  void resumed(long afterNs, long nowNs) {
    double after = afterNs / 1e6;
    heard++;
    slowest = Math.max(slowest, after);
    if (times < HappeningLimits.TIMES_OF_A_JOURNEY) {
      ms = times < ms.length ? ms : Arrays.copyOf(ms, ms.length * 2);
      ms[times++] = after;
    }
    lastNs = nowNs;
  }

  /** All of it in one sentence. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(rooms == 1 ? "room " + room : rooms + " rooms")
        .append(lost ? " of " + from + " went to " : " moved from " + from + " to ");
    int named = 0;
    for (NodeId node : to) {
      if (named == NAMED) {
        text.append(" and more");
        break;
      }
      text.append(named++ == 0 ? "" : ", ").append(node);
    }
    if (heard == 1) {
      text.append(": back after ").append(shown(slowest));
    } else if (heard > 1) {
      text.append(": ")
          .append(heard == rooms ? "all" : heard + "")
          .append(" heard again, half within ")
          .append(shown(median()));
      text.append(", the last after ").append(shown(slowest));
    }
    return text.toString();
  }

  private double median() {
    double[] sorted = Arrays.copyOf(ms, times);
    Arrays.sort(sorted);
    return sorted[(times - 1) / 2];
  }

  private static String shown(double ms) {
    return ms < 9_950
        ? String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms)
        : String.format(Locale.ROOT, "%.1f s", ms / 1e3);
  }
}

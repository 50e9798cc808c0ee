package usher.router.live.happening;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;
import usher.router.live.happening.Happening.Kind;
import usher.router.live.happening.News.Heard;
import usher.router.live.happening.News.Hop;
import usher.router.live.happening.News.Resumed;
import usher.router.live.happening.News.Went;

/** Tells of rooms that go elsewhere: a thousand of one node are one thing that happened. */
public final class Journeys {
  private static final long QUIET_NS = HappeningLimits.JOURNEY_QUIET_MS * 1_000_000;

  private record Key(NodeId from, boolean lost) {}

  private final Map<Key, Journey> underWay = new LinkedHashMap<>();
  private final Happenings happenings;

  public Journeys(Happenings happenings) {
    this.happenings = happenings;
  }

  /** Takes in what happened since the last time. */
  public void heard(Heard heard, long nowNs, long atMs) {
    for (Map.Entry<Hop, Went> each : heard.hops().entrySet()) {
      Hop hop = each.getKey();
      Key key = new Key(hop.from(), hop.lost());
      Journey journey = underWay.get(key);
      if (journey == null) {
        journey = begin(key, hop, each.getValue(), atMs);
      }
      journey.went(hop, each.getValue(), nowNs);
      happenings.tell(journey.happening, journey.text());
    }
    for (Resumed resumed : heard.resumed()) {
      Hop hop = resumed.hop();
      @Nullable Journey journey = underWay.get(new Key(hop.from(), hop.lost()));
      if (journey != null) {
        journey.resumed(resumed.afterNs(), nowNs);
      }
    }
    if (!heard.resumed().isEmpty()) {
      underWay.values().forEach(journey -> happenings.tell(journey.happening, journey.text()));
    }
    underWay.values().removeIf(journey -> nowNs - journey.lastNs > QUIET_NS);
  }

  private Journey begin(Key key, Hop hop, Went went, long atMs) {
    if (underWay.size() >= HappeningLimits.JOURNEYS) {
      underWay.remove(underWay.keySet().iterator().next());
    }
    Kind kind = hop.lost() ? Kind.FAILOVER : Kind.MOVE;
    long id = happenings.add(atMs, kind, hop.from().value(), "");
    Journey journey = new Journey(hop, went.last(), id);
    underWay.put(key, journey);
    return journey;
  }
}

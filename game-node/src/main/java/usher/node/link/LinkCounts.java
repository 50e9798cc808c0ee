package usher.node.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a node counts of its links, since it started. Any thread. */
public final class LinkCounts {
  private final Map<LinkCount, LongAdder> counts = new EnumMap<>(LinkCount.class);

  /** All at 0. */
  public LinkCounts() {
    for (LinkCount count : LinkCount.values()) {
      counts.put(count, new LongAdder());
    }
  }

  void add(LinkCount count) {
    adder(count).increment();
  }

  /** How often it happened. */
  public long total(LinkCount count) {
    return adder(count).sum();
  }

  private LongAdder adder(LinkCount count) {
    LongAdder adder = counts.get(count);
    if (adder == null) {
      throw new IllegalStateException("every count was put");
    }
    return adder;
  }
}

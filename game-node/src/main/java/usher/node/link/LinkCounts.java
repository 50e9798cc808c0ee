package usher.node.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import usher.common.link.LinkType;

/** What a node counts of its links, since it started. Any thread. */
public final class LinkCounts {
  private final Map<LinkCount, LongAdder> counts = new EnumMap<>(LinkCount.class);
  private final Map<LinkType, LongAdder> sent = new EnumMap<>(LinkType.class);

  /** All at 0. */
  public LinkCounts() {
    for (LinkCount count : LinkCount.values()) {
      counts.put(count, new LongAdder());
    }
    for (LinkType type : LinkType.values()) {
      sent.put(type, new LongAdder());
    }
  }

  void add(LinkCount count) {
    adder(counts, count).increment();
  }

  /**
   * Frames were written.
   *
   * @param byCode how many of each type, by its code; all 0 after this
   */
  void sent(int[] byCode) {
    sent.forEach(
        (type, adder) -> {
          if (byCode[type.code()] != 0) {
            adder.add(byCode[type.code()]);
            byCode[type.code()] = 0;
          }
        });
  }

  void sent(LinkType type) {
    adder(sent, type).increment();
  }

  /** How many frames of this type were written, on all links. */
  public long sentOf(LinkType type) {
    return adder(sent, type).sum();
  }

  /** How often it happened. */
  public long total(LinkCount count) {
    return adder(counts, count).sum();
  }

  private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
    LongAdder adder = adders.get(key);
    if (adder == null) {
      throw new IllegalStateException("every count was put");
    }
    return adder;
  }
}

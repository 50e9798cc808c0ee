package usher.bench.load.socket;

import java.util.Map;
import java.util.TreeMap;

/** How often each word was met. Past {@link #MAX_WORDS} different words, the rest is one. */
public final class Tally {
  private static final int MAX_WORDS = 64;
  private static final String REST = "other";

  private final TreeMap<String, Long> counts = new TreeMap<>();

  /** One more of it. */
  public void count(String word) {
    boolean known = counts.containsKey(word) || counts.size() < MAX_WORDS;
    counts.merge(known ? word : REST, 1L, Long::sum);
  }

  /** Adds what another counted. */
  public void addAll(Tally other) {
    other.counts.forEach((word, count) -> counts.merge(word, count, Long::sum));
  }

  /** What was counted so far. */
  public Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }
}

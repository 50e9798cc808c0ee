package usher.bench.load;

import java.util.Map;
import java.util.TreeMap;

/** How often each word was met. Past {@link #MAX_WORDS} different words, the rest is one. */
final class Tally {
  private static final int MAX_WORDS = 64;
  private static final String REST = "other";

  private final TreeMap<String, Long> counts = new TreeMap<>();

  void count(String word) {
    boolean known = counts.containsKey(word) || counts.size() < MAX_WORDS;
    counts.merge(known ? word : REST, 1L, Long::sum);
  }

  void addAll(Tally other) {
    other.counts.forEach((word, count) -> counts.merge(word, count, Long::sum));
  }

  Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }
}

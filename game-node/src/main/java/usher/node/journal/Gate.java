package usher.node.journal;

import java.util.ArrayDeque;

/**
 * The one queue through which a room's words leave, in the order decided. A word waits until every
 * event decided before it is kept, and, if it needs proof, until the top of the journal was read
 * after it was decided. Owned by the room's loop.
 */
final class Gate {
  /** So many words may wait before the room decides no more. */
  static final int MAX_WORDS = 16_384;

  private record Word(long number, long need, boolean needsProof, Runnable say) {}

  private final ArrayDeque<Word> words = new ArrayDeque<>(4);
  private long lastNumber;
  private long lastToProve;
  private long proven;

  /**
   * A word.
   *
   * @param need the seq that must be kept before it is said
   */
  void add(long need, boolean needsProof, Runnable say) {
    lastNumber++;
    if (needsProof) {
      lastToProve = lastNumber;
    }
    words.addLast(new Word(lastNumber, need, needsProof, say));
  }

  /** The number of the last word that came. */
  long lastNumber() {
    return lastNumber;
  }

  /** Whether a word waits for a proof that was not given. */
  boolean wantsProof() {
    return lastToProve > proven;
  }

  /** The words up to this number are proven. */
  void prove(long upTo) {
    proven = Math.max(proven, upTo);
  }

  /** Says the words whose time has come. */
  void open(long kept) {
    Word first = words.peekFirst();
    while (first != null
        && first.need() <= kept
        && (!first.needsProof() || first.number() <= proven)) {
      words.removeFirst();
      first.say().run();
      first = words.peekFirst();
    }
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  boolean isFull() {
    return words.size() >= MAX_WORDS;
  }

  int size() {
    return words.size();
  }

  /** Nothing of what waits is ever said. */
  void clear() {
    words.clear();
  }
}

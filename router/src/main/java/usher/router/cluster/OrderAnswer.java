package usher.router.cluster;

/**
 * What becomes of {@link ClusterEvent.CloseAsked} and {@link ClusterEvent.EvictAsked}: a word, and
 * a sentence for people.
 */
public record OrderAnswer(Word word, String sentence) {
  /** Whether an order is carried out, or why not. */
  public enum Word {
    /** It is. */
    DONE("done", 200),
    /** It will be, at the latest when the node's lease has run out. */
    BEGUN("begun", 202),
    /** The room is pinned to no node. */
    UNKNOWN_ROOM("not-found", 404),
    /** There is no such node. */
    UNKNOWN_NODE("not-found", 404),
    /** The room is on its way from node to node. */
    MOVING("moving", 409),
    /** As many rooms as may wait for their node to have let them go. */
    TOO_MANY_CLOSING("too-many-closing", 503);

    private final String word;
    private final int httpStatus;

    Word(String word, int httpStatus) {
      this.word = word;
      this.httpStatus = httpStatus;
    }

    /** The word on the wire. */
    public String word() {
      return word;
    }

    /** The status of the admin port's answer. */
    public int httpStatus() {
      return httpStatus;
    }
  }

  /** Takes the answer, on the thread {@code cluster}: it must only hand it on. */
  @FunctionalInterface
  public interface Listener {
    void onAnswer(OrderAnswer answer);
  }
}

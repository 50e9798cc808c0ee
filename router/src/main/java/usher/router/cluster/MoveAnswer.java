package usher.router.cluster;

/** What becomes of {@link ClusterEvent.MoveAsked}: a word, and a sentence for people. */
public record MoveAnswer(Word word, String sentence) {
  /** Whether a move began, or why not. */
  public enum Word {
    /** The room's node was asked for it. */
    BEGUN("begun", 202),
    /** The room is pinned to no node. */
    UNKNOWN_ROOM("not-found", 404),
    /** There is no such node. */
    UNKNOWN_NODE("not-found", 404),
    /** The room is on its way already. */
    MOVING("moving", 409),
    /** It is there. */
    THERE_ALREADY("there-already", 409),
    /** The room's node does not hand rooms over, or can not now. */
    NOT_MOVABLE("not-movable", 409),
    /** The node named is full. */
    NODE_FULL("node-full", 409),
    /** The node named takes no rooms, for another reason. */
    NODE_NOT_READY("node-not-ready", 409),
    /** No other node takes rooms. */
    NO_NODE("no-node", 409),
    /** As many rooms as may are on their way. */
    TOO_MANY_MOVES("too-many-moves", 503);

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
    void onAnswer(MoveAnswer answer);
  }
}

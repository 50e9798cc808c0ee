package usher.router.cluster.count;

/** Why a node is lost: a metric tag. */
public enum LostReason {
  /** Control closed, the address refuses, and no connection to it is open. */
  PROOF_OF_DEATH("proof-of-death"),
  /** Its lease ran out. */
  SILENCE("silence"),
  /** It said goodbye. */
  GOODBYE("goodbye"),
  /** Another incarnation took its id, and its lease ran out or its address is the new one's. */
  SUPERSEDED("superseded"),
  /** An operator gave it up. */
  EVICTED("evicted");

  private final String word;

  LostReason(String word) {
    this.word = word;
  }

  /** The word in logs and metrics. */
  public String word() {
    return word;
  }
}

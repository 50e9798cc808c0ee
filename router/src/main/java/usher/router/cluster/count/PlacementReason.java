package usher.router.cluster.count;

/** Why a room was named to a node: a metric tag. */
public enum PlacementReason {
  /** The room had no pin. */
  FRESH("fresh"),
  /** The room's node is lost. */
  NODE_LOST("node-lost"),
  /** The node closed the room just as someone entered. */
  REOPENED("reopened"),
  /** The node holds the room, and only its epoch changes. */
  RAISED("raised"),
  /** The journal names the node. */
  ADOPTED("adopted"),
  /** The node may not have heard it the first time. */
  REPEATED("repeated"),
  /** The room was moved. */
  MOVED("moved");

  private final String word;

  PlacementReason(String word) {
    this.word = word;
  }

  /** The word in logs and metrics. */
  public String word() {
    return word;
  }
}

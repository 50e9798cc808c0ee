package usher.common.control;

/**
 * One boot of one node. A node that restarts under the same id is another incarnation: nothing that
 * was granted to the former holds for it.
 *
 * @param node the node's id
 * @param boot what tells this boot from every other: 1 to 64 of the characters of a node id
 */
public record Incarnation(NodeId node, String boot) {
  /**
   * @throws IllegalArgumentException if the boot is out of rule; the message says what is right
   */
  public Incarnation {
    if (!NodeId.isValid(boot)) {
      throw new IllegalArgumentException("an incarnation is " + NodeId.RULE);
    }
  }

  @Override
  public String toString() {
    return node + "#" + boot;
  }
}

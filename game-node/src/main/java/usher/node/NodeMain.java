package usher.node;

/** Starts a node. */
public final class NodeMain {
  private NodeMain() {}

  public static void main(String[] args) {
    System.exit(2);
  }
}

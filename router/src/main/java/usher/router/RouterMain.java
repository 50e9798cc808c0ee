package usher.router;

/** Starts a router. */
public final class RouterMain {
  private RouterMain() {}

  public static void main(String[] args) {
    System.exit(2);
  }
}

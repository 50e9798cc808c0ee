package usher.bench;

/** Runs a benchmark or a load by name. */
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] args) {
    System.exit(2);
  }
}

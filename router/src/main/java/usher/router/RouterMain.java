package usher.router;

import usher.common.config.CommandLineRunner;

/** Starts a router. */
public final class RouterMain {
  private RouterMain() {}

  public static void main(String[] args) {
    int exit = CommandLineRunner.run(RouterCommand::new, args, System.getenv());
    if (exit != 0) {
      System.exit(exit);
    }
  }
}

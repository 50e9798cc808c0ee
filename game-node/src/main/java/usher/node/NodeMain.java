package usher.node;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import usher.common.config.CheckedFlags;
import usher.common.config.CommandLineRunner;

/** Starts a node. */
@Command(
    name = "game-node",
    mixinStandardHelpOptions = true,
    versionProvider = NodeVersion.class,
    description = "Hosts rooms, and tells a router how it is.")
public final class NodeMain implements Callable<Integer>, CheckedFlags {
  @Mixin private NodeFlags flags = new NodeFlags();

  private NodeMain() {}

  /** Exits with 2 and one line if a flag is wrong, with 0 after a signal to end. */
  public static void main(String[] args) {
    int exit = CommandLineRunner.run(NodeMain::new, args, System.getenv());
    if (exit != 0) {
      System.exit(exit);
    }
  }

  @Override
  public void check() {
    flags.check();
  }

  @Override
  public Integer call() throws Exception {
    Node node = Node.start(flags);
    // The JVM would exit with 143 after SIGTERM, though all went as it should.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  node.leave();
                  Runtime.getRuntime().halt(0);
                },
                "leave"));
    System.out.println(node.ready());
    return 0;
  }
}

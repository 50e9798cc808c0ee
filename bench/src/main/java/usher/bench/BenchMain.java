package usher.bench;

import java.util.Arrays;
import java.util.Map;
import usher.bench.compare.CompareCommand;
import usher.bench.demo.DemoPricesCommand;
import usher.bench.failover.FailoverCommand;
import usher.bench.feeds.FeedsCommand;
import usher.bench.load.LoadCommand;
import usher.bench.rooms.RoomsCommand;
import usher.common.config.CommandLineRunner;

/** Runs what its first argument names: a load, a comparison, or JMH's benchmarks. */
public final class BenchMain {
  private static final String USAGE =
      "error: say what to run: load-test, failover, compare, rooms, feeds, demo-prices or jmh";

  private BenchMain() {}

  /** The exit code is the command's; 2 for a wrong flag or an unknown command. */
  public static void main(String[] args) throws Exception {
    String command = args.length == 0 ? "" : args[0];
    String[] flags = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (command) {
      case "load-test" -> System.exit(CommandLineRunner.run(new LoadCommand(), flags, Map.of()));
      case "failover" -> System.exit(CommandLineRunner.run(new FailoverCommand(), flags, Map.of()));
      case "compare" -> System.exit(CommandLineRunner.run(new CompareCommand(), flags, Map.of()));
      case "rooms" -> System.exit(CommandLineRunner.run(new RoomsCommand(), flags, Map.of()));
      case "feeds" -> System.exit(CommandLineRunner.run(new FeedsCommand(), flags, Map.of()));
      case "demo-prices" ->
          System.exit(CommandLineRunner.run(new DemoPricesCommand(), flags, Map.of()));
      case "jmh" -> org.openjdk.jmh.Main.main(flags);
      default -> {
        System.err.println(USAGE);
        System.exit(CommandLineRunner.EXIT_USAGE);
      }
    }
  }
}

package usher.router;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flag of a router that says where connections are noted. */
final class AccessFlags {
  @Option(
      names = "--access-log",
      paramLabel = "FILE|-",
      description =
          "Where to write one line of JSON for each connection of a player, at its end; - is"
              + " standard output (default: nowhere).")
  @Nullable String target;
}

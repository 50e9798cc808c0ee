package usher.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import usher.common.control.wire.ControlJsonFuzz;
import usher.node.link.LinkFromRouterFuzz;
import usher.router.edge.PlayerHeadFuzz;
import usher.router.edge.origin.ProxyHeaderFuzz;
import usher.router.link.LinkFromNodeFuzz;
import usher.router.ticket.TicketFuzz;

/** What is fuzzed. */
enum Target {
  PLAYER_HEAD(PlayerHeadFuzz.class),
  CONTROL_JSON(ControlJsonFuzz.class),
  LINK_FROM_ROUTER(LinkFromRouterFuzz.class),
  LINK_FROM_NODE(LinkFromNodeFuzz.class),
  PROXY_HEADER(ProxyHeaderFuzz.class),
  TICKET(TicketFuzz.class);

  private static final Path SEEDS = Path.of("src", "test", "fuzz");

  private final Class<?> type;

  Target(Class<?> type) {
    this.type = type;
  }

  String className() {
    return type.getName();
  }

  /** Where its seeds are, a file each: kept inputs, and those that once broke something. */
  Path seedDirectory() {
    return SEEDS.resolve(type.getSimpleName()).toAbsolutePath();
  }

  List<Path> seeds() throws IOException {
    try (Stream<Path> files = Files.list(seedDirectory())) {
      return files.sorted().toList();
    }
  }

  /** Takes one input, and throws when something is broken. */
  void take(byte[] data) throws ReflectiveOperationException {
    type.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, data);
  }
}

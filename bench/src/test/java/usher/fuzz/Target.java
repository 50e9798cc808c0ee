package usher.fuzz;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
  PLAYER_HEAD(PlayerHeadFuzz.class, "usher.router.edge.**:usher.common.player.**"),
  CONTROL_JSON(ControlJsonFuzz.class, "usher.common.control.**"),
  LINK_FROM_ROUTER(LinkFromRouterFuzz.class, "usher.node.link.**:usher.common.link.**"),
  LINK_FROM_NODE(
      LinkFromNodeFuzz.class,
      "usher.router.link.**:usher.router.seat.**:usher.router.feed.**:usher.common.link.**"),
  PROXY_HEADER(
      ProxyHeaderFuzz.class, "usher.router.edge.origin.**:io.netty.handler.codec.haproxy.**"),
  TICKET(TicketFuzz.class, "usher.router.ticket.**:org.jose4j.**");

  private static final Path SEEDS = Path.of("src", "test", "fuzz");

  private final Class<?> type;
  private final String guides;

  /**
   * @param guides the packages whose branches guide the fuzzer: each more costs time to begin
   */
  Target(Class<?> type, String guides) {
    this.type = type;
    this.guides = guides;
  }

  String guides() {
    return guides;
  }

  /** Where its seeds are, a file each: kept inputs, and those that once broke something. */
  Path seedDirectory() {
    return SEEDS.resolve(type.getSimpleName()).toAbsolutePath();
  }

  List<Path> seeds() throws IOException {
    return filesOf(seedDirectory());
  }

  static List<Path> filesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /** What takes one input, an array of bytes, and throws when something is broken. */
  MethodHandle taker() throws ReflectiveOperationException {
    MethodType one = MethodType.methodType(void.class, byte[].class);
    return MethodHandles.publicLookup().findStatic(type, "fuzzerTestOneInput", one);
  }
}

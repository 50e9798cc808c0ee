package usher.router.admin.route;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import usher.common.net.HostPort;

/**
 * What stays the same of a router as long as it runs.
 *
 * @param router its id, a new one for each start
 * @param version of the program
 * @param startedMs when it started, in milliseconds since 1970
 * @param startedNs the same by the clock that never goes back
 * @param journal {@code embedded}, {@code none}, or the address of a Redis without its password
 * @param dataDir where the embedded Redis keeps its data; null where there is none
 */
public record RouterFacts(
    String router,
    String version,
    long startedMs,
    long startedNs,
    Listens listens,
    Transport transport,
    String journal,
    @Nullable Path dataDir,
    int maxRooms,
    int maxConnections) {
  /** Where it listens, with the ports that were picked. */
  public record Listens(HostPort players, HostPort control, HostPort admin) {}

  /** How it speaks to the network, and why so; and with how many event loops for players. */
  public record Transport(String name, String why, int loops) {}
}

package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import usher.common.net.OpenFiles;
import usher.router.limit.PlayerLimits;

/** Looks at what a router tells of its process, its disk and its clock. Pure. */
final class RouterCheck {
  /** By how much two clocks may differ, in milliseconds. */
  static final long CLOCK_MS = 2_000;

  /** Less free disk than this is bad, in bytes. */
  static final long DISK_BYTES = 1L << 30;

  /** Less than this share of it free is worth a warning. */
  static final double DISK_SHARE = 0.1;

  /** More than this share of the files open is worth a warning. */
  static final double FILES_SHARE = 0.8;

  private final JsonNode router;

  /**
   * @param router the answer of {@code GET /v1/router}
   */
  RouterCheck(JsonNode router) {
    this.router = router;
  }

  /**
   * All of it.
   *
   * @param nowMs the clock here, when the router was asked, in milliseconds since 1970
   */
  List<Finding> findings(long nowMs) {
    List<Finding> all = new ArrayList<>();
    all.add(clock(nowMs));
    all.add(transport());
    all.add(files());
    all.add(disk());
    all.removeIf(each -> each.found().isEmpty());
    return all;
  }

  private Finding clock(long nowMs) {
    long apart = Math.abs(router.path("wallClockMs").asLong() - nowMs);
    return apart <= CLOCK_MS
        ? Finding.ok("clock", "the router's and this machine's agree")
        : Finding.warn(
            "clock",
            "the router's and this machine's are " + apart + " ms apart",
            "run an NTP client on both: epochs and tickets go by the router's");
  }

  private Finding transport() {
    JsonNode transport = router.path("transport");
    String name = transport.path("name").asText();
    String why = transport.path("why").asText();
    return name.equals("nio")
        ? Finding.warn(
            "transport",
            "nio (" + why + ")",
            "on Linux epoll and io_uring are faster: --transport auto takes them where they work")
        : Finding.ok("transport", name + " (" + why + ")");
  }

  private Finding files() {
    JsonNode files = router.path("files");
    if (!files.isObject()) {
      return Finding.ok("open files", "");
    }
    long open = files.path("open").asLong();
    long max = files.path("max").asLong();
    long connections = router.path("limits").path("maxConnections").asLong();
    long needed = OpenFiles.needed(connections, PlayerLimits.FILES_EACH);
    if (max < needed) {
      return Finding.bad(
          "open files",
          "at most " + max + ", and --max-connections " + connections + " may take " + needed,
          OpenFiles.raiseTo(needed, "--max-connections"));
    }
    return open > max * FILES_SHARE
        ? Finding.warn("open files", open + " of " + max, "raise the limit: ulimit -n")
        : Finding.ok("open files", open + " of " + max);
  }

  private Finding disk() {
    JsonNode disk = router.path("dataDir");
    if (!disk.isObject()) {
      return Finding.ok("disk", "");
    }
    long free = disk.path("freeBytes").asLong();
    double share = (double) free / Math.max(1, disk.path("totalBytes").asLong());
    String found =
        String.format(
            Locale.ROOT,
            "%s free (%.0f%%) at %s",
            Ages.bytes(free),
            share * 100,
            disk.path("path").asText());
    String mend = "make room, or name another --data-dir: a full disk stops every room";
    if (free < DISK_BYTES) {
      return Finding.bad("disk", found, mend);
    }
    return share < DISK_SHARE ? Finding.warn("disk", found, mend) : Finding.ok("disk", found);
  }
}

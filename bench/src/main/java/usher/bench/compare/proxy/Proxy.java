package usher.bench.compare.proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import usher.common.net.HostPort;

/** A proxy that can be started. */
public interface Proxy {
  /** Its name in tables and JSON. */
  String name();

  /**
   * Starts it on its core, and returns when it serves.
   *
   * @param directory an empty one of its own, for its configuration and logs
   * @param upstreams where it sends rooms, by a hash of the path or by placement
   * @throws IOException if it does not start; the message names its log
   */
  RunningProxy start(Path directory, List<HostPort> upstreams)
      throws IOException, InterruptedException;
}

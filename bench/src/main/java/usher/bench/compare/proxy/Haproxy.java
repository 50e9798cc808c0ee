package usher.bench.compare.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import usher.common.net.HostPort;

/** HAProxy on one thread, with consistent hashing of the path. */
public final class Haproxy implements Proxy {
  private static final int MAX_TUNNELS = 9_000;

  @Override
  public String name() {
    return "haproxy";
  }

  @Override
  public RunningProxy start(Path directory, List<HostPort> upstreams)
      throws IOException, InterruptedException {
    HostPort address = FreePort.onLoopback();
    Path config = directory.resolve("haproxy.cfg");
    Files.writeString(config, config(address, upstreams));
    return RunningProxy.start(
            name(), address, directory, List.of("haproxy", "-db", "-f", config.toString()))
        .awaitListening();
  }

  public static String config(HostPort address, List<HostPort> upstreams) {
    return config(address, upstreams, "uri");
  }

  /**
   * Its configuration.
   *
   * @param balance how it finds the upstream of a request, in its own words
   */
  public static String config(HostPort address, List<HostPort> upstreams, String balance) {
    String nodes =
        IntStream.range(0, upstreams.size())
            .mapToObj(i -> "  server node-" + i + " " + upstreams.get(i))
            .collect(Collectors.joining("\n"));
    return """
        global
          nbthread 1
          maxconn %d
        defaults
          mode http
          timeout connect 5s
          timeout http-request 10s
          timeout client 1h
          timeout server 1h
          timeout tunnel 1h
        frontend players
          bind %s backlog 4096
          default_backend nodes
        backend nodes
          balance %s
          hash-type consistent
        %s
        """
        .formatted(MAX_TUNNELS, address, balance, nodes);
  }
}

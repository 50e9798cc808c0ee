package usher.bench.compare.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import usher.common.net.HostPort;

/** nginx as one process, with consistent hashing of the path. */
public final class Nginx implements Proxy {
  private static final int MAX_CONNECTIONS = 19_000;

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public RunningProxy start(Path directory, List<HostPort> upstreams)
      throws IOException, InterruptedException {
    HostPort address = FreePort.onLoopback();
    Path config = directory.resolve("nginx.conf");
    Files.writeString(config, config(directory, address, upstreams));
    return RunningProxy.start(
            name(),
            address,
            directory,
            List.of(
                "nginx", "-p", directory.toString(), "-e", "error.log", "-c", config.toString()))
        .awaitListening();
  }

  static String config(Path directory, HostPort address, List<HostPort> upstreams) {
    String nodes =
        upstreams.stream()
            .map(each -> "    server " + each + ";")
            .collect(Collectors.joining("\n"));
    return """
        daemon off;
        master_process off;
        worker_processes 1;
        pid %1$s/pid;
        error_log %1$s/error.log;
        worker_rlimit_nofile 20000;
        events { worker_connections %2$d; }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          upstream nodes {
            hash $uri consistent;
        %3$s
          }
          server {
            listen %4$s backlog=4096;
            location / {
              proxy_pass http://nodes;
              proxy_http_version 1.1;
              proxy_set_header Host $host;
              proxy_set_header Upgrade $http_upgrade;
              proxy_set_header Connection "upgrade";
              proxy_buffering off;
              proxy_read_timeout 1h;
              proxy_send_timeout 1h;
            }
          }
        }
        """
        .formatted(directory, MAX_CONNECTIONS, nodes, address);
  }
}

package usher.bench.compare.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import usher.common.net.HostPort;

/** Our router as people start it, with one event loop, and the upstreams as its nodes. */
public final class Usher implements Proxy {
  private final Path script;
  private final String jvmOptions;

  /**
   * @param script {@code scripts/router}
   * @param jvmOptions words that are added to those of the script
   */
  public Usher(Path script, String jvmOptions) {
    this.script = script;
    this.jvmOptions = jvmOptions;
  }

  @Override
  public String name() {
    return "usher";
  }

  @Override
  public RunningProxy start(Path directory, List<HostPort> upstreams)
      throws IOException, InterruptedException {
    HostPort players = FreePort.onLoopback();
    HostPort control = FreePort.onLoopback();
    List<String> command =
        new ArrayList<>(List.of("env", "JVM_OPTS=" + jvmOptions, script.toString()));
    command.addAll(List.of("--listen", players.toString(), "--control", control.toString()));
    command.addAll(List.of("--admin", "127.0.0.1:0", "--threads", "1", "--journal", "none"));
    RunningProxy router = RunningProxy.start(name(), players, directory, command);
    Path log = directory.resolve("log");
    router.await(() -> isReady(log));
    List<PlainNode> nodes =
        IntStream.range(0, upstreams.size())
            .mapToObj(i -> new PlainNode(control, "echo-" + i, upstreams.get(i)))
            .toList();
    return router
        .jvmWith(PlainNode.reporting(nodes))
        .await(() -> nodes.stream().allMatch(PlainNode::isKnown));
  }

  private static boolean isReady(Path log) {
    try {
      return Files.readString(log).lines().anyMatch(line -> line.startsWith("READY "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

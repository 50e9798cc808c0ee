package usher.bench.compare.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import usher.common.net.HostPort;

@EnabledOnOs(OS.LINUX)
class ProcessAccountsTest {
  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void cpuTimeAndMemoryOfAProcessAreRead() {
    assertTrue(ProcessAccounts.cpuNs(SELF) > 0);
    assertTrue(ProcessAccounts.memoryBytes(SELF) > 10_000_000);
  }

  @Test
  void theLiveHeapOfAJvmIsRead() throws IOException, InterruptedException {
    assertTrue(JvmHeap.liveBytes(SELF) > 100_000);
  }

  @Test
  void configurationsNameAllUpstreams() {
    List<HostPort> upstreams = List.of(new HostPort("127.0.0.1", 7001), new HostPort("h", 2));
    HostPort address = new HostPort("127.0.0.1", 8080);
    String haproxy = Haproxy.config(address, upstreams);
    assertTrue(haproxy.contains("  server node-1 h:2\n"), haproxy);
    assertTrue(haproxy.contains("bind 127.0.0.1:8080 "), haproxy);
    String nginx = Nginx.config(java.nio.file.Path.of("/d"), address, upstreams);
    assertTrue(nginx.contains("    server 127.0.0.1:7001;\n    server h:2;\n"), nginx);
  }
}

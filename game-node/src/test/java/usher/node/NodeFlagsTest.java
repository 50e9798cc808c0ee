package usher.node;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.config.FlagException;
import usher.common.control.Upstream;
import usher.common.net.HostPort;

class NodeFlagsTest {
  private static NodeFlags wide() {
    NodeFlags flags = new NodeFlags();
    flags.routers = List.of(new HostPort("127.0.0.1", 9000));
    flags.listen = new HostPort("0.0.0.0", 7001);
    flags.advertise = new HostPort("10.0.0.7", 7001);
    return flags;
  }

  @Test
  void linksForWhoeverCanReachTheNodeNeedAToken() {
    FlagException wrong = assertThrows(FlagException.class, wide()::check);
    String said = String.valueOf(wrong.getMessage());
    assertTrue(said.contains("0.0.0.0:7001") && said.contains("--token-file"), said);
  }

  @Test
  void aTokenATunnelOrLoopbackIsEnough() {
    NodeFlags withToken = wide();
    withToken.tokenFile = Path.of("token");
    assertDoesNotThrow(withToken::check);
    NodeFlags tunnel = wide();
    tunnel.upstream = Upstream.TUNNEL;
    assertDoesNotThrow(tunnel::check);
    NodeFlags loopback = wide();
    loopback.listen = new HostPort("127.0.0.1", 7001);
    assertDoesNotThrow(loopback::check);
  }
}

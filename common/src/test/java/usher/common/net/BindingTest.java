package usher.common.net;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingTest {
  @Test
  void aTakenPortIsFoundOutEarlyAndAFreeOneStaysFree() throws Exception {
    HostPort address;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new HostPort("127.0.0.1", taken.getLocalPort());
      CannotListenException wrong =
          assertThrows(
              CannotListenException.class, () -> Binding.check(Map.of("--listen", address)));
      assertTrue(wrong.getMessage().startsWith("--listen: cannot listen on " + address));
    }
    Binding.check(Map.of("--listen", address));
    assertDoesNotThrow(() -> Binding.check(Map.of("--listen", address)));
  }

  @Test
  void aNameThatIsNoneCannotBeListenedOn() {
    HostPort nowhere = new HostPort("nowhere.invalid", 1);
    assertThrows(CannotListenException.class, () -> Binding.check(Map.of("--admin", nowhere)));
  }

  @Test
  void onePortForTwoIsFoundOutEarly() throws Exception {
    HostPort address;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new HostPort("127.0.0.1", free.getLocalPort());
    }
    Map<String, HostPort> both = new LinkedHashMap<>();
    both.put("--listen", address);
    both.put("--admin", address);
    CannotListenException wrong =
        assertThrows(CannotListenException.class, () -> Binding.check(both));
    assertTrue(wrong.getMessage().endsWith(address + ", which --listen has"), wrong.getMessage());
    both.put("--admin", address.withPort(0));
    assertDoesNotThrow(() -> Binding.check(both));
  }
}

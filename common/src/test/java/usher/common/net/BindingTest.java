package usher.common.net;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class BindingTest {
  @Test
  void aTakenPortIsFoundOutEarlyAndAFreeOneStaysFree() throws Exception {
    HostPort address;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new HostPort("127.0.0.1", taken.getLocalPort());
      CannotListenException wrong =
          assertThrows(CannotListenException.class, () -> Binding.check("--listen", address));
      assertTrue(wrong.getMessage().startsWith("--listen: cannot listen on " + address));
    }
    Binding.check("--listen", address);
    assertDoesNotThrow(() -> Binding.check("--listen", address));
  }

  @Test
  void aNameThatIsNoneCannotBeListenedOn() {
    HostPort nowhere = new HostPort("nowhere.invalid", 1);
    assertThrows(CannotListenException.class, () -> Binding.check("--admin", nowhere));
  }
}

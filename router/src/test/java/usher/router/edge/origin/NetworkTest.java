package usher.router.edge.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.255.1.2,true",
    "10.0.0.0/8,11.0.0.0,false",
    "10.1.2.3,10.1.2.3,true",
    "10.1.2.3,10.1.2.4,false",
    "0.0.0.0/0,1.2.3.4,true",
    "0.0.0.0/0,::1,false",
    "192.168.4.0/22,192.168.7.255,true",
    "192.168.4.0/22,192.168.8.0,false",
    "fd00::/8,fd12::3,true",
    "fd00::/8,fe00::3,false",
    "::1,::1,true",
    "10.0.0.0/8,::ffff:10.1.2.3,true"
  })
  void aNetworkHasTheAddressesOfItsFirstBits(String network, String address, boolean in)
      throws Exception {
    assertEquals(in, Network.parse(network).contains(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.1/8",
        "10.0.0/8",
        "example.org",
        "10.0.0.0/8/8",
        "fe80::1%eth0",
        "10.0.0.256",
        " 10.0.0.1"
      })
  void whatIsNoNetworkIsRefused(String text) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Network.parse(text)).getMessage());
    assertTrue(message.contains("as in 10.0.0.0/8"), message);
  }

  @Test
  void aListHasItsBound() throws Exception {
    TrustedProxies two = TrustedProxies.parse("10.0.0.0/8, ::1");
    assertTrue(two.contains(InetAddress.getByAddress(new byte[] {10, 9, 9, 9})));
    TrustedProxies.parse(String.join(",", Collections.nCopies(64, "::1")));
    String more = String.join(",", Collections.nCopies(65, "::1"));
    assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse(more));
    assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse("10.0.0.0/8,"));
  }
}

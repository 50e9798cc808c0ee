package usher.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:0", "localhost:65535", "[::1]:8080", "node-1.example:7001"})
  void aHostAndAPortReadBackAsWritten(String text) {
    assertEquals(text, HostPort.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":1", "a:", "a", "::1:80", "a:65536", "a:-1", "a:1x", "a b:1", "a:999999"})
  void anythingElseIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
  }

  @Test
  void anAddressInBracketsLosesThem() {
    assertEquals("::1", HostPort.parse("[::1]:80").host());
  }
}

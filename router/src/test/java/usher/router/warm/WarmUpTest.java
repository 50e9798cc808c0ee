package usher.router.warm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;

class WarmUpTest {
  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void playersComeTalkLoseTheirNodeAndLeave(TransportChoice choice) {
    assertTrue(WarmUp.run(Transport.of(choice), Duration.ofMillis(500)));
  }
}

package usher.node;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import usher.common.config.FlagException;
import usher.common.control.Upstream;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;

class NodeFlagsTest {
  private static NodeFlags wide() {
    NodeFlags flags = new NodeFlags();
    flags.routers = List.of(new HostPort("127.0.0.1", 9000));
    flags.listen = new HostPort("0.0.0.0", 7001);
    flags.advertise = new HostPort("10.0.0.7", 7001);
    return flags;
  }

  private static NodeFlags loopback() {
    NodeFlags flags = wide();
    flags.listen = new HostPort("127.0.0.1", 7001);
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
    assertDoesNotThrow(loopback()::check);
  }

  static Stream<Arguments> ranges() {
    return Stream.of(
        range("--room-idle", "0s to 30d", Duration.ZERO, ofDays(30), (f, d) -> f.roomIdle = d),
        range("--seat-grace", "0s to 30d", Duration.ZERO, ofDays(30), (f, d) -> f.seatGrace = d),
        range(
            "--drain-timeout", "0s to 1d", Duration.ZERO, ofDays(1), (f, d) -> f.drainTimeout = d),
        range("--log-state", "100ms to 1d", ofMillis(100), ofDays(1), (f, d) -> f.logState = d));
  }

  private static Arguments range(
      String flag,
      String words,
      Duration least,
      Duration most,
      BiConsumer<NodeFlags, Duration> to) {
    return Arguments.of(flag, words, least, most, to);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ranges")
  void aTimeThatNoRoomCouldCountIsRefusedWithItsRange(
      String flag,
      String words,
      Duration least,
      Duration most,
      BiConsumer<NodeFlags, Duration> to) {
    NodeFlags flags = loopback();
    for (Duration right : List.of(least, most)) {
      to.accept(flags, right);
      assertDoesNotThrow(flags::check);
    }
    List<Duration> wrong = new ArrayList<>(List.of(most.plusMillis(1), ofDays(999_999_999)));
    if (!least.isZero()) {
      wrong.add(least.minusMillis(1));
    }
    for (Duration each : wrong) {
      to.accept(flags, each);
      assertEquals(
          flag + " is " + words, assertThrows(FlagException.class, flags::check).getMessage());
    }
  }

  @Test
  void whatTheStartWouldRefuseIsRefusedByTheCheck() {
    isRefused(flags -> flags.capacityRooms = 20_001, "--capacity-rooms, --capacity-seats: ");
    isRefused(flags -> flags.capacitySeats = 0, "--capacity-rooms, --capacity-seats: ");
    isRefused(flags -> flags.game = "ches", "--game: there is no game 'ches'; there are [");
    NodeFlags onePort = loopback();
    onePort.metrics = onePort.listen;
    String said =
        String.valueOf(assertThrows(CannotListenException.class, onePort::check).getMessage());
    assertEquals("--metrics: cannot listen on 127.0.0.1:7001, which --listen has", said);
  }

  private static void isRefused(Consumer<NodeFlags> wrong, String words) {
    NodeFlags flags = loopback();
    wrong.accept(flags);
    String said = String.valueOf(assertThrows(FlagException.class, flags::check).getMessage());
    assertTrue(said.startsWith(words), said);
  }
}

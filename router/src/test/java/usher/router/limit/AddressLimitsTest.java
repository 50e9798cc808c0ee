package usher.router.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import usher.common.player.CloseReason;
import usher.router.limit.PlayerLimits.PerAddress;

class AddressLimitsTest {
  private static final long SECOND = 1_000_000_000L;

  private static InetAddress at(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneConnectionMoreThanAnAddressMayHaveIsRefusedUntilOneGoes() {
    AddressLimits limits = new AddressLimits(new PerAddress(2, 0, 0));
    assertNull(limits.admitConnection(at("10.0.0.1"), 0));
    assertNull(limits.admitConnection(at("10.0.0.1"), 0));
    assertEquals(CloseReason.TOO_MANY_CONNECTIONS, limits.admitConnection(at("10.0.0.1"), 0));
    assertNull(limits.admitConnection(at("10.0.0.2"), 0));
    limits.release(at("10.0.0.1"));
    assertNull(limits.admitConnection(at("10.0.0.1"), 0));
    assertEquals(CloseReason.TOO_MANY_CONNECTIONS, limits.admitConnection(at("10.0.0.1"), 0));
  }

  @Test
  void anAddressMayComeTenSecondsWorthAtOnceAndThenAsTimeBringsIt() {
    AddressLimits limits = new AddressLimits(new PerAddress(0, 2, 0));
    for (int i = 0; i < 2 * PerAddress.BURST_SECONDS; i++) {
      assertNull(limits.admitConnection(at("10.0.0.1"), 0));
      limits.release(at("10.0.0.1"));
    }
    assertEquals(CloseReason.CONNECTS_TOO_FAST, limits.admitConnection(at("10.0.0.1"), 0));
    assertEquals(
        CloseReason.CONNECTS_TOO_FAST, limits.admitConnection(at("10.0.0.1"), SECOND / 2 - 1_000));
    assertNull(limits.admitConnection(at("10.0.0.1"), SECOND / 2));
    assertEquals(CloseReason.CONNECTS_TOO_FAST, limits.admitConnection(at("10.0.0.1"), SECOND / 2));
  }

  @Test
  void newRoomsOfAnAddressAreCountedLikewise() {
    AddressLimits limits = new AddressLimits(new PerAddress(0, 0, 1));
    for (int i = 0; i < PerAddress.BURST_SECONDS; i++) {
      assertNull(limits.admitRoom(at("10.0.0.1"), 0));
    }
    assertEquals(CloseReason.ROOMS_TOO_FAST, limits.admitRoom(at("10.0.0.1"), 0));
    assertNull(limits.admitRoom(at("10.0.0.1"), SECOND));
  }

  @Test
  void addressesOfOneSixtyFourCountAsOne() {
    AddressLimits limits = new AddressLimits(new PerAddress(1, 0, 0));
    assertNull(limits.admitConnection(at("2001:db8:0:1::1"), 0));
    assertEquals(
        CloseReason.TOO_MANY_CONNECTIONS, limits.admitConnection(at("2001:db8:0:1:ffff::2"), 0));
    assertNull(limits.admitConnection(at("2001:db8:0:2::1"), 0));
    assertEquals(
        CloseReason.TOO_MANY_CONNECTIONS, limits.admitConnection(at("2001:db8:0:2::2"), 0));
  }

  @Test
  void anIpv4AddressIsTheSameWrittenAsIpv6() {
    AddressLimits limits = new AddressLimits(new PerAddress(1, 0, 0));
    assertNull(limits.admitConnection(at("10.0.0.1"), 0));
    assertEquals(
        CloseReason.TOO_MANY_CONNECTIONS, limits.admitConnection(at("::ffff:10.0.0.1"), 0));
  }

  @Test
  void theMachineItselfIsNotCounted() {
    AddressLimits limits = new AddressLimits(new PerAddress(1, 1, 1));
    for (int i = 0; i < 100; i++) {
      assertNull(limits.admitConnection(at("127.0.0.1"), 0));
      assertNull(limits.admitConnection(at("::1"), 0));
      assertNull(limits.admitRoom(at("127.0.0.1"), 0));
    }
    assertEquals(0, limits.addresses());
  }

  @Test
  void theTableOfThoseWhoAreGoneHasABoundAndThoseWhoAreHereStay() {
    AddressLimits limits = new AddressLimits(new PerAddress(1, 0, 1));
    assertNull(limits.admitConnection(at("10.0.0.1"), 0));
    for (int i = 0; i < AddressLimits.MAX_GONE + 10; i++) {
      limits.admitRoom(at("11." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)), 0);
    }
    assertEquals(AddressLimits.MAX_GONE + 1, limits.addresses());
    assertEquals(CloseReason.TOO_MANY_CONNECTIONS, limits.admitConnection(at("10.0.0.1"), 0));
  }

  @Test
  void otherBoundsHoldFromTheNextOnAndNoDebtIsCarriedOver() {
    AddressLimits limits = new AddressLimits(PerAddress.NONE);
    for (int i = 0; i < 100; i++) {
      assertNull(limits.admitConnection(at("10.0.0.1"), 0));
    }
    limits.limits(new PerAddress(101, 1, 0));
    assertEquals(CloseReason.CONNECTS_TOO_FAST, limits.admitConnection(at("10.0.0.1"), 0));
    assertNull(limits.admitConnection(at("10.0.0.1"), SECOND));
    assertEquals(CloseReason.TOO_MANY_CONNECTIONS, limits.admitConnection(at("10.0.0.1"), SECOND));
  }
}

package usher.router.limit;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.router.limit.PlayerLimits.PerAddress;

/**
 * What each address has, and how fast it comes. Any thread; a lock is held for a look-up or two.
 *
 * <p>The machine's own {@code 127.0.0.1} and {@code ::1} are not counted: who is there is a proxy
 * or a tool of the operator's.
 */
public final class AddressLimits {
  /**
   * Addresses without a connection that are remembered; past it the one that has been gone longest
   * is forgotten, and may come as if for the first time.
   */
  static final int MAX_GONE = 65_536;

  private static final double NANOS = 1e9;
  private static final Set<InetAddress> OWN = ownMachine();

  /** Bounded by the connections. */
  private final Map<AddressKey, Visitor> here = new HashMap<>();

  /** Without a connection, the one that left first in front. */
  private final LinkedHashMap<AddressKey, Visitor> gone = new LinkedHashMap<>();

  private PerAddress limits;

  /** One address. */
  private static final class Visitor {
    int connections;
    double connects;
    double rooms;
    long lastNs;
  }

  /** Nobody was here yet. */
  public AddressLimits(PerAddress limits) {
    this.limits = limits;
  }

  private static Set<InetAddress> ownMachine() {
    try {
      byte[] six = new byte[16];
      six[15] = 1;
      return Set.of(
          InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), InetAddress.getByAddress(six));
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are addresses", e);
    }
  }

  /** Other bounds from now on; who is here stays. */
  public synchronized void limits(PerAddress other) {
    limits = other;
  }

  /**
   * A connection came.
   *
   * @param nowNs {@link System#nanoTime}
   * @return null if it may stay, and is to be {@linkplain #release released}; else why not
   */
  public synchronized @Nullable CloseReason admitConnection(InetAddress address, long nowNs) {
    if (OWN.contains(address)) {
      return null;
    }
    AddressKey key = AddressKey.of(address);
    Visitor visitor = visitor(key, nowNs);
    CloseReason refused = null;
    if (limits.connections() > 0 && visitor.connections >= limits.connections()) {
      refused = CloseReason.TOO_MANY_CONNECTIONS;
    } else if (limits.connectsPerSecond() > 0 && visitor.connects < 1) {
      refused = CloseReason.CONNECTS_TOO_FAST;
    } else {
      visitor.connects -= limits.connectsPerSecond() > 0 ? 1 : 0;
      visitor.connections++;
    }
    keep(key, visitor);
    return refused;
  }

  /** A connection that was admitted is gone. */
  public synchronized void release(InetAddress address) {
    if (OWN.contains(address)) {
      return;
    }
    AddressKey key = AddressKey.of(address);
    Visitor visitor = here.remove(key);
    if (visitor != null) {
      visitor.connections--;
      keep(key, visitor);
    }
  }

  /**
   * Somebody there asks for a room that is nowhere yet.
   *
   * @param nowNs {@link System#nanoTime}
   * @return null if it may; else why not
   */
  public synchronized @Nullable CloseReason admitRoom(InetAddress address, long nowNs) {
    if (OWN.contains(address)) {
      return null;
    }
    AddressKey key = AddressKey.of(address);
    Visitor visitor = visitor(key, nowNs);
    boolean may = limits.roomsPerSecond() == 0 || visitor.rooms >= 1;
    if (may && limits.roomsPerSecond() > 0) {
      visitor.rooms -= 1;
    }
    keep(key, visitor);
    return may ? null : CloseReason.ROOMS_TOO_FAST;
  }

  /** How many addresses are remembered. */
  public synchronized int addresses() {
    return here.size() + gone.size();
  }

  /** Taken out of the tables, and given what time has brought it. */
  private Visitor visitor(AddressKey key, long nowNs) {
    Visitor visitor = here.remove(key);
    if (visitor == null) {
      visitor = gone.remove(key);
    }
    double connects = (double) limits.connectsPerSecond() * PerAddress.BURST_SECONDS;
    double rooms = (double) limits.roomsPerSecond() * PerAddress.BURST_SECONDS;
    if (visitor == null) {
      visitor = new Visitor();
      visitor.connects = connects;
      visitor.rooms = rooms;
    } else {
      double seconds = (nowNs - visitor.lastNs) / NANOS;
      visitor.connects =
          Math.min(connects, visitor.connects + seconds * limits.connectsPerSecond());
      visitor.rooms = Math.min(rooms, visitor.rooms + seconds * limits.roomsPerSecond());
    }
    visitor.lastNs = nowNs;
    return visitor;
  }

  private void keep(AddressKey key, Visitor visitor) {
    if (visitor.connections > 0) {
      here.put(key, visitor);
      return;
    }
    gone.put(key, visitor);
    if (gone.size() > MAX_GONE) {
      gone.remove(gone.keySet().iterator().next());
    }
  }
}

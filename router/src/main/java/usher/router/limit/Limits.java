package usher.router.limit;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;

/** The limits in force, which may change while the router runs. Any thread. */
public final class Limits {
  private final AddressLimits addresses;
  private volatile PlayerLimits now;
  private volatile Rung rung = Rung.NONE;

  public Limits(PlayerLimits first) {
    this.now = first;
    this.addresses = new AddressLimits(first.address());
  }

  /** Those in force. */
  public PlayerLimits now() {
    return now;
  }

  /** Others from now on: who is here keeps what it was given at its connect. */
  public void change(PlayerLimits other) {
    now = other;
    addresses.limits(other.address());
  }

  /** What each address has. */
  public AddressLimits addresses() {
    return addresses;
  }

  /** How far it goes that there is too much to do. */
  public Rung rung() {
    return rung;
  }

  /** From {@link Rung#NEWCOMERS} on new players are refused from now on. */
  public void rung(Rung now) {
    rung = now;
  }

  /**
   * Whether a connection may come, by what can be known of it before it said anything.
   *
   * @param open how many there are, with this one
   * @return null if it may; else why not
   */
  public @Nullable CloseReason refusal(int open) {
    if (open > now.connections()) {
      return CloseReason.TOO_MANY_PLAYERS;
    }
    return rung == Rung.NONE ? null : CloseReason.OVERLOADED;
  }

  /** A connection from there; null if it may stay, and is to be released; else why not. */
  public @Nullable CloseReason admitConnection(InetAddress address) {
    return addresses.admitConnection(address, System.nanoTime());
  }

  /** A new room for somebody there; null if it may be had; else why not. */
  public @Nullable CloseReason admitRoom(InetAddress address) {
    return addresses.admitRoom(address, System.nanoTime());
  }
}

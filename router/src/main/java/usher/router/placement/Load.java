package usher.router.placement;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import usher.common.control.Capacity;
import usher.common.control.NodeMessage.Heartbeat;

/**
 * What a node carries, as far as the router knows: its last heartbeat, and the placements that came
 * after it. On the thread {@code cluster} only.
 */
public final class Load {
  /** Above this share, cpu and loop lag count; their noise below it moves no rooms. */
  public static final double MARK = 0.8;

  /** A loop that runs this late is as bad as a node that is full, in milliseconds. */
  public static final double LAG_LIMIT_MS = 100;

  private final IntSupplier pinned;
  private Capacity capacity;
  private int rooms;
  private int seats;
  private double strain;
  private double cpu;
  private double loopLagMs;
  private @Nullable Double own;
  private long sent;
  private long covered;
  private int reserved;
  private long feedSeats;
  private long feedSeatsBefore;

  /**
   * @param pinned how many rooms the router has pinned to the node
   */
  public Load(Capacity capacity, IntSupplier pinned) {
    this.capacity = capacity;
    this.pinned = pinned;
  }

  /** Takes in what the node says of itself. */
  public void heard(Heartbeat heartbeat) {
    rooms = Math.max(0, heartbeat.rooms());
    seats = Math.max(0, heartbeat.seats());
    cpu = heartbeat.cpu();
    loopLagMs = heartbeat.loopLagMs();
    strain =
        Math.max(atLeastMark(heartbeat.cpu()), atLeastMark(heartbeat.loopLagMs() / LAG_LIMIT_MS));
    Double load = heartbeat.load();
    own = load == null || load.isNaN() ? null : load;
    covered = Math.max(covered, Math.min(heartbeat.placement(), sent));
    // It may have been on its way already when the newest seats were: they count once more.
    feedSeatsBefore = feedSeats;
    feedSeats = 0;
  }

  /**
   * The node registered, and named all its rooms.
   *
   * @param settled whether nothing that was placed before can still be on its way to it
   */
  public void registered(Capacity now, int held, boolean settled) {
    capacity = now;
    rooms = held;
    if (settled) {
      covered = sent;
    }
  }

  /** Counts one more placement, and gives its number, from 1. */
  public long place() {
    return ++sent;
  }

  /** A room is about to be placed, if all goes well: it counts like one from now on. */
  public void reserve() {
    reserved++;
  }

  /**
   * A seat at the node's feeds is about to be taken: no number tells when the node knows of it, so
   * it counts until the second heartbeat from now.
   */
  public void seat() {
    feedSeats++;
  }

  /** What was reserved was placed, or will not be. */
  public void release() {
    reserved--;
  }

  /** The number of the last placement, 0 before the first. */
  public long sent() {
    return sent;
  }

  /** The highest placement that the node has said it knows of. */
  public long covered() {
    return covered;
  }

  /** Placements that the node may not know of yet, and those about to be. */
  public long pending() {
    return sent - covered + reserved;
  }

  /** How many rooms it will hold: by its own count and ours, whichever is more. */
  public long rooms() {
    return Math.max(rooms + pending(), pinned.getAsInt() + reserved);
  }

  /** How many seats it will have taken, with one at least in each room that is pending. */
  public long seats() {
    return seats + pending() + pendingSeats();
  }

  private long pendingSeats() {
    return feedSeats + feedSeatsBefore;
  }

  public Capacity capacity() {
    return capacity;
  }

  /** Whether it holds as many rooms or seats as it takes. */
  public boolean isFull() {
    return rooms() >= capacity.rooms() || seats() >= capacity.seats();
  }

  /** The share of its cores that it last said it uses, 0 to 1. */
  public double cpu() {
    return cpu;
  }

  /** How late its loops last said they run, in milliseconds. */
  public double loopLagMs() {
    return loopLagMs;
  }

  /** What it last said its load is; null where it says none. */
  public @Nullable Double own() {
    return own;
  }

  /** Lower is better; 1 is full. */
  public double score() {
    double ofRooms = (double) rooms() / capacity.rooms();
    if (own != null) {
      return own
          + (double) pending() / capacity.rooms()
          + (double) pendingSeats() / capacity.seats();
    }
    double ofSeats = (double) seats() / capacity.seats();
    return Math.max(Math.max(ofRooms, ofSeats), strain);
  }

  private static double atLeastMark(double share) {
    return share >= MARK ? Math.min(share, 1) : 0;
  }
}

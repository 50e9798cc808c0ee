package usher.router.ticket;

/** The bounds of tickets. */
public final class TicketLimits {
  /** The longest ticket, in characters; half of the longest head. */
  public static final int MAX_LENGTH = 4_096;

  /** By how much the clocks of who signs and of the router may differ, in seconds. */
  public static final int CLOCK_SKEW_S = 10;

  /** The most patterns of rooms, and of topics, in a ticket. */
  public static final int MAX_PATTERNS = 32;

  /** The most keys at once. */
  public static final int MAX_KEYS = 32;

  /** The largest file of keys, in bytes. */
  public static final int MAX_FILE_BYTES = 256 * 1024;

  /** The shortest secret of HS256, in bytes (RFC 7518, section 3.2). */
  public static final int MIN_SECRET_BYTES = 32;

  /** The longest secret, in bytes. */
  public static final int MAX_SECRET_BYTES = 512;

  /** The shortest key of RS256, in bits (RFC 7518, section 3.3). */
  public static final int MIN_RSA_BITS = 2_048;

  /** The longest key of RS256, in bits: what it costs to verify grows with it. */
  public static final int MAX_RSA_BITS = 4_096;

  /** How often the file of keys is looked at, in milliseconds. */
  public static final long LOOK_MS = 5_000;

  /** The most threads that verify signatures; never more than the machine has cores. */
  public static final int MAX_THREADS = 4;

  /**
   * Tickets that may wait for one of these threads: a few seconds' worth at the 2 to 5 ms that the
   * slowest kind takes.
   */
  public static final int MAX_WAITING = 512;

  private TicketLimits() {}
}

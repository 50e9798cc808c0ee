package usher.common.journal.redis;

/** The bounds of a journal on Redis, and what happens at each. */
public final class JournalLimits {
  /** The most commands that wait; one more is not taken: {@code ask} says false. */
  public static final int MAX_WAITING_COMMANDS = 65_536;

  /** The most bytes of the commands that wait; one more is not taken: {@code ask} says false. */
  public static final long MAX_WAITING_BYTES = 64L << 20;

  /** The longest command, in bytes; a longer one fails. */
  public static final int MAX_COMMAND_BYTES = 32 << 20;

  /** The most commands of one turn, written at once; the others wait for the next turn. */
  public static final int MAX_TURN_COMMANDS = 4_096;

  /** The most reads of many entries in one turn; the others wait for the next. */
  public static final int MAX_TURN_RANGES = 8;

  /**
   * The most reads of many entries that are put off to later turns: more than a node has rooms. At
   * it, each turn takes one command more than it puts off.
   */
  public static final int MAX_DEFERRED_RANGES = 32_768;

  /** A turn takes no further command beyond this many bytes. */
  public static final int MAX_TURN_BYTES = 8 << 20;

  /** A connection that is silent, or takes nothing, for this long is broken, in milliseconds. */
  public static final int SILENT_MS = 1_000;

  /**
   * A connection that is subscribed, and hears nothing for this long, is broken, in milliseconds:
   * whoever has it sends a ping a few times within that.
   */
  public static final int SUBSCRIBED_SILENT_MS = 3_000;

  /** How long a connection may take to be made, in milliseconds. */
  public static final int CONNECT_MS = 1_000;

  /** A connection is asked whether it lives after this long without a command, in milliseconds. */
  public static final int IDLE_PING_MS = 1_000;

  /** How long Redis waits for its replicas; less than {@link #SILENT_MS}. In milliseconds. */
  public static final int REPLICAS_MS = 500;

  /** The first wait before a connection is tried again, in milliseconds; it doubles each time. */
  public static final int RECONNECT_FIRST_MS = 50;

  /** The longest wait before a connection is tried again, in milliseconds. */
  public static final int RECONNECT_MOST_MS = 2_000;

  /** How long a start waits for a Redis that reads its data, in milliseconds. */
  public static final int LOADING_MS = 60_000;

  /** How long the end of a journal waits for what was asked before, in milliseconds. */
  public static final int CLOSE_MS = 2_000;

  /** The most servers that an address names. */
  public static final int MAX_SERVERS = 64;

  /** The most replicas that can be waited for. */
  public static final int MAX_REPLICAS = 16;

  private JournalLimits() {}
}

package usher.common.control;

/** The bounds of the control protocol, in one place. */
public final class ControlLimits {
  /** The version of the protocol that this code speaks. */
  public static final int PROTOCOL_VERSION = 1;

  /** The largest control message, in bytes: {@link Capacity#MAX_ROOMS} held rooms fit. */
  public static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

  /** The most labels of a node. */
  public static final int MAX_LABELS = 32;

  /** The longest key, value or reason, in characters. */
  public static final int MAX_TEXT_LENGTH = 256;

  /**
   * The longest snapshot of a room, in characters: within {@link #MAX_MESSAGE_BYTES}, whatever they
   * are. A room with a longer one is not released.
   */
  public static final int MAX_SNAPSHOT_LENGTH = 1024 * 1024;

  /** The largest head of an HTTP request to the control port, in bytes. */
  public static final int MAX_HEAD_BYTES = 8 * 1024;

  /** The deepest nesting of a message, in objects and arrays, what is ignored included. */
  public static final int MAX_NESTING = 16;

  /** The largest whole number on the wire: what JavaScript keeps exactly. */
  public static final long MAX_NUMBER = (1L << 53) - 1;

  private ControlLimits() {}
}

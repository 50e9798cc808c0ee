package usher.node.link;

/** What one link may cost a node, in one place. */
public final class LinkServerLimits {
  /** Links of a node, one for each event loop of each router; one more is refused. */
  public static final int MAX_LINKS = 256;

  /** Opens of a link at once; one more is answered with {@code too-many-players}. */
  public static final int MAX_OPENS = 65_536;

  /** Frames of a link that one room loop has yet to take; one more ends its open. */
  public static final int MAX_WAITING_FRAMES = 131_072;

  /** Bytes in them; a frame beyond ends its open. */
  public static final int MAX_WAITING_BYTES = 64 * 1024 * 1024;

  /** Frames of one open that its room has yet to take; one more ends the open. */
  public static final int MAX_UNTAKEN = 1_024;

  /** Bytes that the router has yet to read; over that, frames that are no events are dropped. */
  public static final int VOLATILE_MARK_BYTES = 8 * 1024 * 1024;

  /** Bytes that the router has yet to read; over that the link is closed. */
  public static final int MAX_UNREAD_BYTES = 64 * 1024 * 1024;

  /** A buffer of so many bytes leaves before the room loop's turn ends. */
  public static final int MAX_BATCH_BYTES = 1024 * 1024;

  /** When to try again, in seconds, where a loop or a link was full. */
  public static final int RETRY_AFTER_SECONDS = 1;

  /** When detaches that a full loop did not take are handed to it again, in milliseconds. */
  public static final long OWED_MS = 10;

  private LinkServerLimits() {}
}

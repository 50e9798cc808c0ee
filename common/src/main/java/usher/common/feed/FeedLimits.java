package usher.common.feed;

/** The bounds of feeds that nodes and routers share, in one place. */
public final class FeedLimits {
  /** The path at which players ask for feeds. */
  public static final String PATH = "/feeds";

  /** The most topics of a seat; a command for more is rejected. */
  public static final int MAX_TOPICS_OF_SEAT = 100;

  /** The most topics of a node; a command for one more is rejected. */
  public static final int MAX_TOPICS_OF_NODE = 100_000;

  /** The longest message, in bytes; a longer one is left out, and its topic's seats hear a gap. */
  public static final int MAX_MESSAGE_BYTES = 64 * 1024;

  /** The most patterns of topics whose last message is kept. */
  public static final int MAX_RETAIN_PATTERNS = 32;

  /** How long a topic's last message is kept after it was published, in seconds. */
  public static final int RETAIN_SECONDS = 7 * 24 * 60 * 60;

  private FeedLimits() {}
}

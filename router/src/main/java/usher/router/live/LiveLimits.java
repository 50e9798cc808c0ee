package usher.router.live;

/** The bounds of what is watched. */
final class LiveLimits {
  /** The most who watch at once; one more gets 503. */
  static final int MAX_WATCHERS = 32;

  /** How often watchers hear what changed, in milliseconds. */
  static final long DELTA_MS = 250;

  /** Every so many deltas there is a point of the charts, and each heartbeat's age. */
  static final int DELTAS_A_POINT = 4;

  /** The most nodes of one delta: what changed beside them comes with the next. */
  static final int NODES_A_DELTA = 250;

  /** The most ways that rooms went which one delta names; those beyond are not shown. */
  static final int HOPS_A_DELTA = 64;

  /** The points of the charts that a newcomer is told, one a second. */
  static final int POINTS = 300;

  /** Bytes that may wait for a watcher before it is skipped. */
  static final int HIGH_WATER_BYTES = 512 * 1024;

  /** Bytes down to which they must go before it hears a snapshot. */
  static final int LOW_WATER_BYTES = 64 * 1024;

  /** How long a watcher may leave them unread before it is closed, in milliseconds. */
  static final long UNREAD_MS = 30_000;

  private LiveLimits() {}
}

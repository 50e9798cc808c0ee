package usher.router.live.happening;

/** The bounds of what is told of what happened. */
final class HappeningLimits {
  /** The most ways that rooms went which are kept between two looks. */
  static final int HOPS_KEPT = 1_024;

  /** The most rooms whose way is remembered until they are heard again; the oldest is forgotten. */
  static final int ROOMS_UNDER_WAY = 8_192;

  /** The most rooms heard again between two looks whose times are kept; all are counted. */
  static final int RESUMES_KEPT = 4_096;

  /** The most nodes lost between two looks whose reason is kept. */
  static final int LOSSES_KEPT = 1_024;

  /** The most things that happened which a newcomer is told. */
  static final int HAPPENINGS = 100;

  /** The most times of one journey which its median is taken of. */
  static final int TIMES_OF_A_JOURNEY = 2_048;

  /** The most journeys that still go on, each from one node. */
  static final int JOURNEYS = 64;

  /** A journey without news for so long is over, in milliseconds. */
  static final long JOURNEY_QUIET_MS = 3_000;

  private HappeningLimits() {}
}

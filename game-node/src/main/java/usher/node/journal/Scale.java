package usher.node.journal;

import java.util.concurrent.TimeUnit;

/**
 * How much of a room is kept at hand, and how often it looks at its journal.
 *
 * @param soonEvents after so many events the next entry carries a snapshot, if what was written
 *     since the last one is longer than that was: a small room comes back from a few entries, and a
 *     large one is not written down all the time
 * @param snapshotEvents after so many events the next entry carries a snapshot, however long it is
 * @param tailEvents at least so many events stay in the stream for seats that come late
 * @param recentNs events younger than this stay in the stream, too, up to {@code logEvents}, in
 *     nanoseconds: after an outage a room says at once what was held back, and whoever loses it
 *     then asks for all of it
 * @param logEvents the most events that were said and stay in memory for them
 * @param pageEntries the most entries of one read of a room that comes back
 * @param quietNs how long an owner that writes nothing goes without a read of the top, in
 *     nanoseconds
 */
public record Scale(
    int soonEvents,
    int snapshotEvents,
    int tailEvents,
    long recentNs,
    int logEvents,
    int pageEntries,
    long quietNs) {
  /** What a node runs with. */
  public static final Scale USUAL =
      new Scale(16, 100, 32, TimeUnit.SECONDS.toNanos(2), 512, 256, TimeUnit.SECONDS.toNanos(2));
}

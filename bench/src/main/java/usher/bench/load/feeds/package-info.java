/**
 * The load of feeds: subscribers who come, go and change topics at random, a publisher beside them,
 * and the check that whoever stayed heard everything or was told of a gap, and who left heard no
 * more.
 *
 * <p>Each subscriber lives on one event loop, which owns what it counts. One thread publishes; what
 * loops read of a topic is written by it alone. The main thread starts and ends the run.
 */
@NullMarked
package usher.bench.load.feeds;

import org.jspecify.annotations.NullMarked;

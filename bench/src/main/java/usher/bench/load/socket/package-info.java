/**
 * A loaded player's socket: where it goes, its pipeline, and how often each end of it was met. All
 * of a socket runs on its event loop.
 */
@NullMarked
package usher.bench.load.socket;

import org.jspecify.annotations.NullMarked;

/**
 * The load generator: real WebSocket players on an open-loop schedule, and the check that each room
 * was served by one node at a time.
 *
 * <p>All players of a room live on one event loop, which owns them, the room's watch and its own
 * tallies; nothing is shared between loops. The main thread starts and ends the run, and reads the
 * tallies when the loops have ended.
 */
@NullMarked
package usher.bench.load;

import org.jspecify.annotations.NullMarked;

/**
 * Rooms behind the router and its link, beside the same nodes behind HAProxy: what a delivered
 * message costs all the processes that deliver it. Used by the calling thread, but for the crowd's
 * loop.
 */
@NullMarked
package usher.bench.rooms;

import org.jspecify.annotations.NullMarked;

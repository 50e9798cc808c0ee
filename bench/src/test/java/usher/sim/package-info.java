/**
 * Whole histories of routers, nodes, players and a Redis in a made-up world: what runs in them are
 * the very classes that production runs. No sockets, no threads, no clocks.
 */
@NullMarked
package usher.sim;

import org.jspecify.annotations.NullMarked;

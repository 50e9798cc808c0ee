/**
 * A made-up world for the real classes: its time, processes, wires, and a Redis, all out of one
 * seed. One thread; the same seed gives the same history.
 */
@NullMarked
package usher.sim.world;

import org.jspecify.annotations.NullMarked;

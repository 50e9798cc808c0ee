/** What is played in the made-up world, who plays it, and who judges what they heard. */
@NullMarked
package usher.sim.play;

import org.jspecify.annotations.NullMarked;

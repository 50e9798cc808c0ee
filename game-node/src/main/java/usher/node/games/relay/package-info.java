/**
 * The game {@code relay}: each frame goes to all, unchanged; the yardstick for load. Room loops.
 */
@NullMarked
package usher.node.games.relay;

import org.jspecify.annotations.NullMarked;

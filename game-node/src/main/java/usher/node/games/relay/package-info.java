/** The game relay: the yardstick for load. */
@NullMarked
package usher.node.games.relay;

import org.jspecify.annotations.NullMarked;

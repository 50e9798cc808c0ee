/**
 * The game {@code arena}: runners on a plane collect coins, in real time. Positions are volatile,
 * scores are events. Room loops.
 */
@NullMarked
package usher.node.games.arena;

import org.jspecify.annotations.NullMarked;

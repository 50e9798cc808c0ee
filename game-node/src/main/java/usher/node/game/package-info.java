/**
 * What a game is: the interface that a game's jar implements, and the values that pass through it.
 *
 * <p>A game is called on the loop of the room that plays it, one call at a time; one instance
 * serves all rooms of all loops at once, so it keeps nothing in itself.
 */
@NullMarked
package usher.node.game;

import org.jspecify.annotations.NullMarked;

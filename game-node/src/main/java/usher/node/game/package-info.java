/** What a game is: the interface that a game's jar implements. */
@NullMarked
package usher.node.game;

import org.jspecify.annotations.NullMarked;

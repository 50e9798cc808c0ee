/** The game chess. */
@NullMarked
package usher.node.games.chess;

import org.jspecify.annotations.NullMarked;

/**
 * The game {@code chess}: two play by the full rules, the rest watch; all may talk. Room loops.
 *
 * <p>Legality, check, mate and notation come from the library chessgame; repetition is counted
 * here, for the library counts an en passant square that nobody can capture on.
 */
@NullMarked
package usher.node.games.chess;

import org.jspecify.annotations.NullMarked;

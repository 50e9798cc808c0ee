/** The game {@code chat}: people talk, and newcomers see the last words. Room loops. */
@NullMarked
package usher.node.games.chat;

import org.jspecify.annotations.NullMarked;

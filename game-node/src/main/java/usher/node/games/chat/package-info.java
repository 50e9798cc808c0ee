/** The game chat. */
@NullMarked
package usher.node.games.chat;

import org.jspecify.annotations.NullMarked;

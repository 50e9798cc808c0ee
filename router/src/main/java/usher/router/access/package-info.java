/** The access log: one line for each connection of a player, written off the event loops. */
@NullMarked
package usher.router.access;

import org.jspecify.annotations.NullMarked;

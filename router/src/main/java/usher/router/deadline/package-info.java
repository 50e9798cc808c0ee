/**
 * Until when a player's connection has to do what is next: one timer for all connections of an
 * event loop. Owned by the loop.
 */
@NullMarked
package usher.router.deadline;

import org.jspecify.annotations.NullMarked;

/**
 * The way from a request to a connection with the room's node: look-up, connect, retry elsewhere,
 * and the register of what is open to whom. Owned by the event loop of the player's connection.
 */
@NullMarked
package usher.router.upstream;

import org.jspecify.annotations.NullMarked;

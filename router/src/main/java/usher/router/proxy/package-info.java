/**
 * One HTTP request of a player on its way to the room's node, and the node's answer on its way
 * back, as far as both speak HTTP; a validated 101 makes a tunnel of it. On the event loop of the
 * player's connection.
 */
@NullMarked
package usher.router.proxy;

import org.jspecify.annotations.NullMarked;

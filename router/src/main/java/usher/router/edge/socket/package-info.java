/**
 * Players' WebSockets that end at the router, each on a seat. Owned by the event loop of the
 * player's connection.
 */
@NullMarked
package usher.router.edge.socket;

import org.jspecify.annotations.NullMarked;

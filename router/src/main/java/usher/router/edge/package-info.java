/**
 * The player port: HTTP and WebSocket requests, which room they want, and their way to its node. On
 * event loops.
 */
@NullMarked
package usher.router.edge;

import org.jspecify.annotations.NullMarked;

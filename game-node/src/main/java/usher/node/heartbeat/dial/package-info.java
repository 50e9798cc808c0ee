/** The WebSocket to a router, and the pace of trying again. On the thread {@code heartbeat}. */
@NullMarked
package usher.node.heartbeat.dial;

import org.jspecify.annotations.NullMarked;

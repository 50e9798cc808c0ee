/**
 * The node's port: players' requests and WebSockets. Threads: {@code io-0}, {@code io-1} … each own
 * their sockets; a {@link usher.node.player.PlayerSocket} is where a socket's thread and that of a
 * room, or of the feeds, meet.
 */
@NullMarked
package usher.node.player;

import org.jspecify.annotations.NullMarked;

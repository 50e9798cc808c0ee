/**
 * The node's port: players' requests and WebSockets. Threads: {@code io-0}, {@code io-1} … each own
 * their sockets; a {@link usher.node.player.RoomSocket} is where a room's loop and a socket's meet.
 */
@NullMarked
package usher.node.player;

import org.jspecify.annotations.NullMarked;

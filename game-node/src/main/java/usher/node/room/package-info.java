/**
 * Rooms, each on the one loop that owns it, and the registry that is the only way to one.
 *
 * <p>Threads: {@code room-0}, {@code room-1} … own their rooms, with seats and games; all others
 * reach them through {@link usher.node.room.RoomRegistry} and the seating that a socket is given.
 */
@NullMarked
package usher.node.room;

import org.jspecify.annotations.NullMarked;

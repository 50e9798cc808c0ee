/** Rooms, each on the one loop that owns it, and the registry that is the only way to one. */
@NullMarked
package usher.node.room;

import org.jspecify.annotations.NullMarked;

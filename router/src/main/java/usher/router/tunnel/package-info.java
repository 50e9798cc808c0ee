/** Byte for byte between a player and a node, both legs on one event loop. */
@NullMarked
package usher.router.tunnel;

import org.jspecify.annotations.NullMarked;

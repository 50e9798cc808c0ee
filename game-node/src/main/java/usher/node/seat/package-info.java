/**
 * Players' places in rooms: who sits, what they were answered, and how a connection meets its seat.
 * A seat belongs to the loop of its room; what connections implement is called there too.
 */
@NullMarked
package usher.node.seat;

import org.jspecify.annotations.NullMarked;

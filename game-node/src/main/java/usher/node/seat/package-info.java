/**
 * Players' places in rooms: who sits, what they were answered, and how a socket meets its seat. A
 * seat belongs to the loop of its room; the requests are values for any thread.
 */
@NullMarked
package usher.node.seat;

import org.jspecify.annotations.NullMarked;

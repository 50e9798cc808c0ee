/**
 * How a room is kept: what it says waits at a gate until what it decided is in the journal, and
 * whoever doubts that the room is still theirs finds out before another word.
 *
 * <p>Pure: time, chance and the journal are passed in as {@link usher.node.journal.Outside}. Every
 * object belongs to the loop of its room.
 */
@NullMarked
package usher.node.journal;

import org.jspecify.annotations.NullMarked;

/**
 * Which nodes are there, which of them lives, and which room is on which: a pure state machine,
 * owned by the thread {@code cluster}.
 */
@NullMarked
package usher.router.cluster;

import org.jspecify.annotations.NullMarked;

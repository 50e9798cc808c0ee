/**
 * Rooms that go from one living node to another: when an operator says so, when their node drains,
 * and to spread the load. Owned by the thread {@code cluster}.
 */
@NullMarked
package usher.router.cluster.move;

import org.jspecify.annotations.NullMarked;

/** Which room is on which node, and who waits for one. Owned by the thread {@code cluster}. */
@NullMarked
package usher.router.cluster.room;

import org.jspecify.annotations.NullMarked;

/** Which nodes are there, and which of them lives. Owned by the thread {@code cluster}. */
@NullMarked
package usher.router.cluster.node;

import org.jspecify.annotations.NullMarked;

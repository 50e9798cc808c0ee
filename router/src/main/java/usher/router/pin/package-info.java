/** Room to node at an epoch. The thread {@code cluster} writes, event loops read. */
@NullMarked
package usher.router.pin;

import org.jspecify.annotations.NullMarked;

/**
 * The Redis that a router starts for its journal: its data directory, its process, and how it is
 * found again. On the main threads, and the thread {@code redis-keeper}, which starts it again when
 * it dies.
 */
@NullMarked
package usher.router.journal;

import org.jspecify.annotations.NullMarked;

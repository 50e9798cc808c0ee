/**
 * Rooms whose owners a journal names: who is asked, who is believed, and when a room is made
 * someone's. Owned by the thread {@code cluster}.
 */
@NullMarked
package usher.router.cluster.claim;

import org.jspecify.annotations.NullMarked;

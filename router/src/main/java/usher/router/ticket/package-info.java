/**
 * Who may come in: tickets of players, which are JWTs, and the keys that they are signed with.
 * Verified on players' event loops where that takes microseconds, else on threads of their own;
 * keys are read on the thread that reloads.
 */
@NullMarked
package usher.router.ticket;

import org.jspecify.annotations.NullMarked;

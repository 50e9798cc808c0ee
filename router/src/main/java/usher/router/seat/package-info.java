/**
 * Seats that outlive nodes: what each is owed, and the rooms of one event loop that they are in.
 * Pure, and owned by one event loop: commands, frames and the passing of time come in by calls;
 * what is to be done goes out by {@link usher.router.seat.LinkPort}, {@link
 * usher.router.seat.SeatPlayer} and {@link usher.router.cluster.ClusterInbox}.
 */
@NullMarked
package usher.router.seat;

import org.jspecify.annotations.NullMarked;

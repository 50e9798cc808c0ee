/**
 * Seats at feeds: which node each is at, and the topics that each hears. They outlive nodes: a seat
 * whose node is gone, or wants to be empty, is opened at another, with its topics. Pure, and owned
 * by one event loop: frames, answers of the cluster and the passing of time come in by calls; what
 * is to be done goes out by {@link usher.router.feed.FeedPort}, {@link
 * usher.router.seat.SeatPlayer} and {@link usher.router.cluster.ClusterInbox}.
 */
@NullMarked
package usher.router.feed;

import org.jspecify.annotations.NullMarked;

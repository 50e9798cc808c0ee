/**
 * The durable log of rooms: what stands in it, and what it is asked. Values only, for any thread;
 * who talks to Redis is elsewhere.
 *
 * <p>A room is one stream. The ids of its entries are {@code epoch-seq}, and the stream refuses an
 * id at or below its top: that order is the fence that keeps a stale owner out.
 */
@NullMarked
package usher.common.journal;

import org.jspecify.annotations.NullMarked;

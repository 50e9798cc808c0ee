/**
 * Feeds across nodes, by the publish and subscribe of the journal's Redis. Two threads for one
 * address: {@code feed-in} has the connection that is subscribed and reads it; {@code feed-out}
 * writes on it, and publishes and asks on a connection of its own.
 */
@NullMarked
package usher.node.feed.redis;

import org.jspecify.annotations.NullMarked;

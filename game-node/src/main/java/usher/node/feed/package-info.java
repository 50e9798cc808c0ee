/**
 * Feeds on a node: the one hub, its thread {@code feed-hub}, and the way to it for links, players'
 * sockets and rooms. What the hub says to a line leaves when its turn ends.
 */
@NullMarked
package usher.node.feed;

import org.jspecify.annotations.NullMarked;

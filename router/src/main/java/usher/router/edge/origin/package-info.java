/**
 * Where a connection and its request come from, and which of that is believed: proxies in front,
 * what they say of players' addresses, and the pages that browsers name. On players' event loops.
 */
@NullMarked
package usher.router.edge.origin;

import org.jspecify.annotations.NullMarked;

/**
 * The node's side of the link: many seats of one router event loop on one connection, as {@code
 * docs/PROTOCOL.md} specifies it.
 *
 * <p>Threads: what arrives is read on the link's event loop and handed to room loops, once a read;
 * what rooms say is written on their own loops into one buffer for each link, which the event loop
 * is handed once a turn.
 */
@NullMarked
package usher.node.link;

import org.jspecify.annotations.NullMarked;

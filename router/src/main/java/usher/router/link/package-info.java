/**
 * The multiplexed way to a node: one connection per event loop and node, its frames, and the words
 * that go on to players. Owned by the event loop.
 */
@NullMarked
package usher.router.link;

import org.jspecify.annotations.NullMarked;

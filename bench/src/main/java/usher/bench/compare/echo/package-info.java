/**
 * The two ends of an echo through a proxy: an upstream that echoes WebSocket frames, and players
 * that send them. Both are as cheap as can be, since they share one core. One event loop owns all
 * of it; the calling thread starts phases and waits for their end.
 */
@NullMarked
package usher.bench.compare.echo;

import org.jspecify.annotations.NullMarked;

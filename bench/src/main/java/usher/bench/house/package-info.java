/**
 * Whole houses that are compared: a router or HAProxy with nodes, on one core, the sockets of those
 * who come to them, and what many rounds say together. Used by the calling thread, but for sockets,
 * which live on their event loop.
 */
@NullMarked
package usher.bench.house;

import org.jspecify.annotations.NullMarked;

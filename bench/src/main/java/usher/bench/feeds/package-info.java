/**
 * One topic that many hear through the router and its links, beside the same nodes behind HAProxy:
 * what a delivered message costs. Used by the calling thread, but for the listeners' loop.
 */
@NullMarked
package usher.bench.feeds;

import org.jspecify.annotations.NullMarked;

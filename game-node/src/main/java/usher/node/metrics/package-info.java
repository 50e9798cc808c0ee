/**
 * What a node counts, for Prometheus, at a port of its own. The only package of the node that knows
 * Micrometer; counts are read on the thread that asks.
 */
@NullMarked
package usher.node.metrics;

import org.jspecify.annotations.NullMarked;

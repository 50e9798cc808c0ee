/**
 * The proxies that are compared, each a process of its own on one core, with what the system's
 * accounting says of it. Used by the calling thread alone.
 */
@NullMarked
package usher.bench.compare.proxy;

import org.jspecify.annotations.NullMarked;

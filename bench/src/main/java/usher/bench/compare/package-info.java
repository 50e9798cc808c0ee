/**
 * Compares the router with other proxies: each on one core and one thread, load and upstreams on
 * another core, in alternating rounds, by what the operating system says each spent. The main
 * thread drives it all.
 */
@NullMarked
package usher.bench.compare;

import org.jspecify.annotations.NullMarked;

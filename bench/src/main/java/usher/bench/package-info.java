/** Benchmarks and the load generator. */
@NullMarked
package usher.bench;

import org.jspecify.annotations.NullMarked;

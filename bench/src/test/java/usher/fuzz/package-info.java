/**
 * Decoders that face a network, under a fuzzer that is guided by coverage. Each target is a class
 * beside what it fuzzes, with {@code fuzzerTestOneInput}; its seeds are in {@code src/test/fuzz}.
 */
@NullMarked
package usher.fuzz;

import org.jspecify.annotations.NullMarked;

/** What the demo shows that is no player: prices that are made up. One thread. */
@NullMarked
package usher.bench.demo;

import org.jspecify.annotations.NullMarked;

/** What the cluster's decisions cost. */
@NullMarked
package usher.bench.core;

import org.jspecify.annotations.NullMarked;

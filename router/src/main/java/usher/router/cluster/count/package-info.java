/** What the cluster counts, for metrics. Written on the thread {@code cluster}. */
@NullMarked
package usher.router.cluster.count;

import org.jspecify.annotations.NullMarked;

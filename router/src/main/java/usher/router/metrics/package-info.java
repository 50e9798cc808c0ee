/** What is counted and measured. */
@NullMarked
package usher.router.metrics;

import org.jspecify.annotations.NullMarked;

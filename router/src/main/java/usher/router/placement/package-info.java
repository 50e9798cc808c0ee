/** Which node a new room goes to, and why. Pure; called on the thread {@code cluster}. */
@NullMarked
package usher.router.placement;

import org.jspecify.annotations.NullMarked;

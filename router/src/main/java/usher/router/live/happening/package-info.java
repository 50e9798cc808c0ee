/**
 * What happened, for whoever watches. {@link usher.router.live.happening.News} takes it in on any
 * thread; the rest is on the loop that tells watchers.
 */
@NullMarked
package usher.router.live.happening;

import org.jspecify.annotations.NullMarked;

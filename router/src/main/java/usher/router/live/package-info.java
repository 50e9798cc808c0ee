/**
 * What operators watch: the cluster as it changes, as a stream of events beside the page that shows
 * it. Everything is on one event loop of the admin port; it reads the cluster's view, and counters.
 */
@NullMarked
package usher.router.live;

import org.jspecify.annotations.NullMarked;

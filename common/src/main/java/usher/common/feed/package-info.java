/**
 * Feeds, as nodes, routers and Redis know them: the names of topics, their channels and keys, and
 * the bounds. Pure; for any thread.
 */
@NullMarked
package usher.common.feed;

import org.jspecify.annotations.NullMarked;

/** The static page, from the class path. Loaded once, then immutable; any thread. */
@NullMarked
package usher.router.site;

import org.jspecify.annotations.NullMarked;

/**
 * What a router does before it serves: it plays to itself, so that the first players wait for no
 * class to be loaded and no code to be compiled. On the main thread, with threads of its own that
 * end with it.
 */
@NullMarked
package usher.router.warm;

import org.jspecify.annotations.NullMarked;

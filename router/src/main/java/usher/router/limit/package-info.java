/**
 * What players may cost: in all, by address, and when the router has too much to do already.
 * Thread-safe where it says so.
 */
@NullMarked
package usher.router.limit;

import org.jspecify.annotations.NullMarked;

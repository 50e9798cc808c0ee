/**
 * Who is on the other end of control, whichever way it speaks, and what is counted of it. Any
 * thread.
 */
@NullMarked
package usher.router.control.peer;

import org.jspecify.annotations.NullMarked;

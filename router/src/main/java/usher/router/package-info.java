/** The process players connect to; the main class wires, the packages below work. */
@NullMarked
package usher.router;

import org.jspecify.annotations.NullMarked;

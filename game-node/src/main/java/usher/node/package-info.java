/** The process that hosts rooms; the main class wires, the packages below work. */
@NullMarked
package usher.node;

import org.jspecify.annotations.NullMarked;

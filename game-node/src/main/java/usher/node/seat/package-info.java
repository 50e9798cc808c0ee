/** Players' places in rooms. */
@NullMarked
package usher.node.seat;

import org.jspecify.annotations.NullMarked;

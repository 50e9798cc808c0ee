/** The control port, which nodes dial. */
@NullMarked
package usher.router.control;

import org.jspecify.annotations.NullMarked;

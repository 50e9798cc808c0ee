/** The admin port, for operators. */
@NullMarked
package usher.router.admin;

import org.jspecify.annotations.NullMarked;

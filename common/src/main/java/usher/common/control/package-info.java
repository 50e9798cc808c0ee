/** The words between routers and nodes. Values only, for any thread. */
@NullMarked
package usher.common.control;

import org.jspecify.annotations.NullMarked;

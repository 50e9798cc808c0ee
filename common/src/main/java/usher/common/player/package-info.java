/** The words between players and us. Values only, for any thread. */
@NullMarked
package usher.common.player;

import org.jspecify.annotations.NullMarked;

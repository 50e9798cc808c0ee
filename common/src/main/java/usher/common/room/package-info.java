/** What a room is called. Values only, for any thread. */
@NullMarked
package usher.common.room;

import org.jspecify.annotations.NullMarked;

/** What router and node share: the words and the wire, no policy. */
@NullMarked
package usher.common;

import org.jspecify.annotations.NullMarked;

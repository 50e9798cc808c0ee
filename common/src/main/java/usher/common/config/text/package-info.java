/** What a configuration looks like to who reads it: pure, any thread. */
@NullMarked
package usher.common.config.text;

import org.jspecify.annotations.NullMarked;

/** Flags from the command line, the environment and a file; main threads only. */
@NullMarked
package usher.common.config;

import org.jspecify.annotations.NullMarked;

/** Addresses and transports, the same for router and node. */
@NullMarked
package usher.common.net;

import org.jspecify.annotations.NullMarked;

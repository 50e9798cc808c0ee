/**
 * The multiplexed way between a router's event loop and a node: its frames, as {@code
 * docs/PROTOCOL.md} specifies them. No policy; for any thread.
 */
@NullMarked
package usher.common.link;

import org.jspecify.annotations.NullMarked;

/** What the node tells routers, and the lease that routers grant it. */
@NullMarked
package usher.node.heartbeat;

import org.jspecify.annotations.NullMarked;

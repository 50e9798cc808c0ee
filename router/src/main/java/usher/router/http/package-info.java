/** What the ports for nodes and operators share of HTTP. On each connection's event loop. */
@NullMarked
package usher.router.http;

import org.jspecify.annotations.NullMarked;

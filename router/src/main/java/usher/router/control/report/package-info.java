/**
 * Nodes that speak plain HTTP: each is a control connection to the cluster, though its requests
 * come and go. Owned by one event loop.
 */
@NullMarked
package usher.router.control.report;

import org.jspecify.annotations.NullMarked;

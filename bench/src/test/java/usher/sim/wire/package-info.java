/** What routers and nodes of the made-up world say to each other on links. */
@NullMarked
package usher.sim.wire;

import org.jspecify.annotations.NullMarked;

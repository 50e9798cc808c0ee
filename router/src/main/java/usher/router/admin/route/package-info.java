/**
 * What the admin port answers, route by route. A route is called on the thread {@code admin} and
 * must not block it; it reads views, and asks the cluster by events.
 */
@NullMarked
package usher.router.admin.route;

import org.jspecify.annotations.NullMarked;

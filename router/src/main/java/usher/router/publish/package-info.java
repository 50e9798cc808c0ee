/**
 * What the router itself does with feeds in Redis: publishes for operators, and keeps the last
 * messages of topics that are to be kept. The threads {@code store-n} publish; {@code feed-retain}
 * hears what is published, and {@code feed-retain-write} keeps it.
 */
@NullMarked
package usher.router.publish;

import org.jspecify.annotations.NullMarked;

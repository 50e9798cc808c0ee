/**
 * The journal on Redis: the only place that talks to it.
 *
 * <p>The thread {@code journal} owns the queue's end and every connection in use; the thread {@code
 * journal-connect} makes connections and hands them over. Who asks, on any thread, makes the
 * command's bytes. Nothing is tried again and no command follows a redirect: what failed is told to
 * who asked. {@link usher.common.journal.redis.PlainRedis} gives connections for all that is no
 * room.
 */
@NullMarked
package usher.common.journal.redis;

import org.jspecify.annotations.NullMarked;

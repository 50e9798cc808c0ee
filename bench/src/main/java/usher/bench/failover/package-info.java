/**
 * The failover show: plays chat in many rooms through real processes, injects faults while play
 * goes on, and checks what every seat heard.
 *
 * <p>Threads: all players live on one event loop, with their histories; the main thread starts and
 * harms the processes.
 */
@NullMarked
package usher.bench.failover;

import org.jspecify.annotations.NullMarked;

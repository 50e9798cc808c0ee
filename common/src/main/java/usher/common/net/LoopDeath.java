package usher.common.net;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when an event loop ended that nobody stopped, as it does where no memory is left
 * for what comes in. Its players would hang for ever, while the process looks alive; ended, it is
 * started again, and they come back to their seats. Any thread.
 */
public final class LoopDeath {
  /** What the process ends with: what a JVM says that has no memory left. */
  public static final int EXIT_CODE = 3;

  private static final Logger log = LoggerFactory.getLogger(LoopDeath.class);

  private final Runnable end;
  private volatile boolean stopping;

  LoopDeath(Runnable end) {
    this.end = end;
  }

  /** Ends this process, without its hooks: they wait for loops. */
  public static LoopDeath endsProcess() {
    return new LoopDeath(() -> Runtime.getRuntime().halt(EXIT_CODE));
  }

  /** Watches all loops of a group from now on. */
  public LoopDeath watch(EventLoopGroup group) {
    for (EventExecutor loop : group) {
      loop.terminationFuture().addListener(ended -> onEnded());
    }
    return this;
  }

  /** From now on they end on purpose. */
  public void stopping() {
    stopping = true;
  }

  private void onEnded() {
    if (!stopping) {
      log.error(
          "an event loop died (out of memory? the lines above say of what): this process ends with"
              + " {}, and is to be started again",
          EXIT_CODE);
      end.run();
    }
  }
}

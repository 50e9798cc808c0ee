package usher.common.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a port rest where the system gives it no connection, as without a free file descriptor, and
 * tells the log now and then. One for each port, on its event loop.
 */
final class AcceptPause extends ChannelInboundHandlerAdapter {
  /** How long a port rests before it tries again. */
  static final Duration REST = Duration.ofSeconds(1);

  /** How often the log is told. */
  static final Duration TELL = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(AcceptPause.class);

  private final String flag;
  private long toldNs = System.nanoTime() - TELL.toNanos();
  private int untold;

  /**
   * @param flag the flag that names the port, for the log
   */
  AcceptPause(String flag) {
    this.flag = flag;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    untold++;
    long now = System.nanoTime();
    if (now - toldNs >= TELL.toNanos()) {
      log.error(
          "{}: no connection could be taken ({}), {} in vain since the last line: more are tried"
              + " each second. Is the limit of open files (ulimit -n) too low?",
          flag,
          String.valueOf(cause.getMessage()),
          untold);
      toldNs = now;
      untold = 0;
    }
    if (ctx.channel().config().isAutoRead()) {
      ctx.channel().config().setAutoRead(false);
      ctx.channel()
          .eventLoop()
          .schedule(
              () -> ctx.channel().config().setAutoRead(true),
              REST.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }
}

package usher.common.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LoopDeathTest {
  private static final long SECONDS = 20;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final LoopDeath death = new LoopDeath(ended::countDown);

  /** Loops that find no memory as soon as one is told to. */
  private static EventLoopGroup group(AtomicBoolean full) {
    IoHandlerFactory nio = NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(2, loop -> starving(nio.newHandler(loop), full));
  }

  private static IoHandler starving(IoHandler handler, AtomicBoolean full) {
    return (IoHandler)
        Proxy.newProxyInstance(
            IoHandler.class.getClassLoader(),
            new Class<?>[] {IoHandler.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("run") && full.getAndSet(false)) {
                throw new OutOfMemoryError("as where a read finds no memory");
              }
              return method.invoke(handler, arguments);
            });
  }

  @Test
  void aLoopThatFindsNoMemoryEndsTheProcess() throws InterruptedException {
    AtomicBoolean full = new AtomicBoolean();
    EventLoopGroup group = group(full);
    death.watch(group);
    group.next().execute(() -> full.set(true));
    assertTrue(ended.await(SECONDS, TimeUnit.SECONDS), "it ends");
    group.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void loopsThatAreStoppedEndNothingElse() throws InterruptedException {
    EventLoopGroup group = group(new AtomicBoolean());
    death.watch(group);
    death.stopping();
    group.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS).await();
    assertFalse(ended.await(100, TimeUnit.MILLISECONDS));
  }
}

package usher.router.live;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.router.admin.AdminPage;
import usher.router.cluster.ClusterView;
import usher.router.live.happening.News;
import usher.router.site.Site;

/** The operators' page, and the stream that it shows. */
public final class LivePage implements AdminPage, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LivePage.class);

  private final Site site;
  private final EventLoop loop;
  private final LiveStream stream;
  private final AtomicInteger watching = new AtomicInteger();
  private final Future<?> looks;

  private LivePage(Site site, EventLoop loop, LiveStream stream) {
    this.site = site;
    this.loop = loop;
    this.stream = stream;
    this.looks =
        loop.scheduleWithFixedDelay(
            this::look, LiveLimits.DELTA_MS, LiveLimits.DELTA_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Begins to look; any thread.
   *
   * @param loop does all the work: not one of the players'
   * @param view the newest view of the cluster, by {@code System.nanoTime()}
   */
  public static LivePage start(
      Site site,
      EventLoop loop,
      RouterLook router,
      Supplier<ClusterView> view,
      Supplier<Figures> figures,
      News news) {
    LiveStream stream = new LiveStream(router, view, figures, news, ByteBufAllocator.DEFAULT);
    return new LivePage(site, loop, stream);
  }

  private void look() {
    try {
      stream.look(System.nanoTime(), System.currentTimeMillis());
    } catch (RuntimeException e) {
      log.error("a look at the cluster failed, and is skipped", e);
    }
  }

  @Override
  public @Nullable FullHttpResponse file(HttpRequest request) {
    return site.file(request);
  }

  @Override
  public boolean watch(ChannelHandlerContext ctx) {
    if (watching.incrementAndGet() > LiveLimits.MAX_WATCHERS) {
      watching.decrementAndGet();
      return false;
    }
    Channel channel = ctx.channel();
    Watcher watcher = new Watcher(channel, System.nanoTime());
    ctx.pipeline().replace(ctx.handler(), "watcher", watcher);
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED)
        .set("X-Content-Type-Options", "nosniff")
        .set("X-Accel-Buffering", "no");
    channel.writeAndFlush(head);
    loop.execute(() -> stream.add(watcher));
    channel
        .closeFuture()
        .addListener(
            closed -> {
              watching.decrementAndGet();
              if (!loop.isShuttingDown()) {
                loop.execute(() -> stream.remove(watcher));
              }
            });
    return true;
  }

  @Override
  public String full() {
    return "as many watch as may, " + LiveLimits.MAX_WATCHERS + ": close a page, or wait";
  }

  /** Looks no more; connections are closed by the port. */
  @Override
  public void close() {
    looks.cancel(false);
  }
}

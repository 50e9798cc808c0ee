package usher.router.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import usher.router.live.happening.News;
import usher.router.site.SiteLoader;

class LivePageTest {
  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final LivePage page =
      LivePage.start(
          SiteLoader.load(
              getClass().getClassLoader(),
              "operators",
              Map.of(
                  "live/chart.js", "META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js")),
          loop,
          new RouterLook("1.0", 0, 500, 2_000),
          () -> Views.view(Views.alive("n1", 1)),
          () -> new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
          new News());

  @AfterEach
  void end() {
    page.close();
    loop.shutdownGracefully();
  }

  private boolean watch(EmbeddedChannel channel) {
    ChannelHandlerContext ctx = channel.pipeline().firstContext();
    return page.watch(ctx);
  }

  private static EmbeddedChannel operator() {
    return new EmbeddedChannel(new ChannelInboundHandlerAdapter());
  }

  private FullHttpResponse file(String path) {
    return page.file(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path));
  }

  @Test
  void thePageAndItsFilesAreServedUnderAStrictPolicy() {
    for (String path :
        List.of("/", "/?x", "/live/main.js", "/live/chart.js", "/live/style/page.css")) {
      FullHttpResponse answer = file(path);
      assertNotNull(answer, path);
      assertEquals(200, answer.status().code(), path);
      String policy = answer.headers().get("content-security-policy");
      assertTrue(policy.startsWith("default-src 'none'; script-src 'self'"), policy);
      assertTrue(answer.content().readableBytes() > 100, path);
      answer.release();
    }
    for (String path :
        List.of("/live", "/live/", "/v1/nodes", "/../pom.xml", "/live/%2e%2e/x", "*", "")) {
      assertNull(file(path), path);
    }
    assertNull(page.file(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/")));
  }

  @Test
  void aStreamBeginsAtOnceAndWhatIsSentOnItEndsIt() {
    EmbeddedChannel channel = operator();
    assertTrue(watch(channel));
    HttpResponse head = channel.readOutbound();
    assertEquals("text/event-stream; charset=utf-8", head.headers().get("content-type"));
    assertEquals("chunked", head.headers().get("transfer-encoding"));
    assertEquals("no-store", head.headers().get("cache-control"));
    channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    assertFalse(channel.isOpen());
    channel.finishAndReleaseAll();
  }

  @Test
  void asManyWatchAsMayAndOneThatLeavesMakesRoom() {
    List<EmbeddedChannel> watching = new ArrayList<>();
    for (int i = 0; i < LiveLimits.MAX_WATCHERS; i++) {
      EmbeddedChannel channel = operator();
      assertTrue(watch(channel));
      watching.add(channel);
    }
    EmbeddedChannel late = operator();
    assertFalse(watch(late));
    assertTrue(page.full().contains("32"));
    watching.get(0).close();
    watching.get(0).runPendingTasks();
    assertTrue(watch(late));
    watching.forEach(EmbeddedChannel::finishAndReleaseAll);
    late.finishAndReleaseAll();
  }
}

package usher.router.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import usher.common.config.Tokens;
import usher.router.http.WholeBody;

class AdminHandlerTest {
  private static final Tokens TOKEN = Tokens.of("0123456789abcdef");

  private record Answer(int status, String body) {}

  private static FullHttpRequest request(HttpMethod method, String uri) {
    return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, uri);
  }

  private static Answer ask(AdminHandler handler, FullHttpRequest request) {
    EmbeddedChannel channel = new EmbeddedChannel(handler);
    channel.writeInbound(request);
    channel.runPendingTasks();
    FullHttpResponse response = channel.readOutbound();
    try {
      return new Answer(
          response.status().code(), response.content().toString(StandardCharsets.UTF_8));
    } finally {
      response.release();
      channel.finishAndReleaseAll();
    }
  }

  private static CompletableFuture<AdminAnswer> echo(AdminRequest request) {
    return CompletableFuture.completedFuture(AdminAnswer.json(200, request));
  }

  @Test
  void segmentsOfThePathAreDecoded() {
    Answer answer =
        ask(
            new AdminHandler(AdminHandlerTest::echo, null, AdminPage.NONE),
            request(HttpMethod.GET, "/v1//rooms/a%20b?x=1"));
    assertEquals(
        new Answer(
            200,
            "{\"method\":\"GET\",\"path\":[\"v1\",\"rooms\",\"a b\"],\"query\":{\"x\":\"1\"},"
                + "\"body\":\"\",\"who\":\"loopback\"}"),
        answer);
  }

  @Test
  void bodyThatIsNoUtf8IsRefused() {
    FullHttpRequest request = request(HttpMethod.POST, "/v1/feeds/AAPL");
    request.content().writeByte(0xff);
    Answer answer = ask(new AdminHandler(AdminHandlerTest::echo, null, AdminPage.NONE), request);
    assertEquals(400, answer.status());
    assertTrue(answer.body().contains("no UTF-8"), answer.body());
  }

  private static HttpRequest head(int length) {
    HttpRequest head =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/v1/feeds/AAPL");
    head.headers().set("Content-Length", length);
    return head;
  }

  @Test
  void bodyOverItsBoundIsRefusedWithAReason() {
    EmbeddedChannel channel = new EmbeddedChannel(new WholeBody(4, AdminHandler::refuseBody));
    HttpRequest fits = head(4);
    channel.writeInbound(
        fits, new DefaultLastHttpContent(Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4})));
    assertEquals(1, channel.inboundMessages().size());
    assertRefused(channel, head(5));
  }

  @Test
  void whoAsksBeforeSendingABodyIsRefusedInWordsToo() {
    HttpRequest asks = head(5);
    asks.headers().set("Expect", "100-continue");
    assertRefused(new EmbeddedChannel(new WholeBody(4, AdminHandler::refuseBody)), asks);
  }

  private static void assertRefused(EmbeddedChannel channel, HttpRequest request) {
    channel.writeInbound(request);
    FullHttpResponse refused = channel.readOutbound();
    assertEquals(413, refused.status().code());
    assertTrue(refused.content().toString(StandardCharsets.UTF_8).contains("at most 4 bytes"));
    refused.release();
    assertFalse(channel.isActive());
    channel.finishAndReleaseAll();
  }

  @Test
  void whoAsksBeforeSendingABodyThatFitsIsToldToGoOn() {
    EmbeddedChannel channel = new EmbeddedChannel(new WholeBody(4, AdminHandler::refuseBody));
    HttpRequest asks = head(4);
    asks.headers().set("Expect", "100-continue");
    channel.writeInbound(asks);
    FullHttpResponse goOn = channel.readOutbound();
    assertEquals(100, goOn.status().code());
    goOn.release();
    channel.writeInbound(
        new DefaultLastHttpContent(Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4})));
    assertEquals(1, channel.inboundMessages().size());
    channel.finishAndReleaseAll();
  }

  @Test
  void withoutTheTokenOnlyProbesAreAnswered() {
    AdminHandler handler = new AdminHandler(AdminHandlerTest::echo, TOKEN, AdminPage.NONE);
    assertEquals(401, ask(handler, request(HttpMethod.GET, "/v1/nodes")).status());
    FullHttpRequest wrong = request(HttpMethod.GET, "/v1/nodes");
    wrong.headers().set("Authorization", "Bearer 0123456789abcdeF");
    assertEquals(
        401, ask(new AdminHandler(AdminHandlerTest::echo, TOKEN, AdminPage.NONE), wrong).status());
    FullHttpRequest right = request(HttpMethod.GET, "/v1/nodes");
    right.headers().set("Authorization", "Bearer 0123456789abcdef");
    assertEquals(
        200, ask(new AdminHandler(AdminHandlerTest::echo, TOKEN, AdminPage.NONE), right).status());
    FullHttpRequest probe = request(HttpMethod.GET, "/healthz");
    assertEquals(
        200, ask(new AdminHandler(AdminHandlerTest::echo, TOKEN, AdminPage.NONE), probe).status());
  }

  @Test
  void aMistakeOfOursIsAnsweredAndTellsNothing() {
    Answer answer =
        ask(
            new AdminHandler(
                request -> CompletableFuture.failedFuture(new IllegalStateException("secret")),
                null,
                AdminPage.NONE),
            request(HttpMethod.GET, "/v1/nodes"));
    assertEquals(500, answer.status());
    assertFalse(answer.body().contains("secret"));
  }

  @Test
  void aMalformedPathIsARequestOfTheirs() {
    assertEquals(
        400,
        ask(
                new AdminHandler(AdminHandlerTest::echo, null, AdminPage.NONE),
                request(HttpMethod.GET, "/v1/rooms/%zz"))
            .status());
  }

  @Test
  void headHasNoBodyButItsLength() {
    EmbeddedChannel channel =
        new EmbeddedChannel(new AdminHandler(AdminHandlerTest::echo, null, AdminPage.NONE));
    channel.writeInbound(request(HttpMethod.HEAD, "/v1"));
    channel.runPendingTasks();
    FullHttpResponse response = channel.readOutbound();
    assertEquals(0, response.content().readableBytes());
    assertTrue(response.headers().getInt("content-length") > 0);
    assertEquals(List.of("no-store"), response.headers().getAll("cache-control"));
    response.release();
    channel.finishAndReleaseAll();
  }
}

package usher.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import usher.common.config.Tokens;
import usher.router.control.peer.Refusals;

class AdmissionHandlerTest {
  private static final String TOKEN = "0123456789abcdef";

  private final List<String> counted = new ArrayList<>();
  private final Refusals refusals = new Refusals(refusal -> counted.add(refusal.word()));

  private EmbeddedChannel channel(@Nullable String token) {
    return new EmbeddedChannel(
        new HttpServerCodec(),
        new RequestDeadlineHandler(refusals),
        new AdmissionHandler(token == null ? null : Tokens.of(token), refusals));
  }

  private String answer(@Nullable String token, String request) {
    EmbeddedChannel channel = channel(token);
    channel.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
    HttpObject passed = channel.readInbound();
    String answer = written(channel);
    if (passed instanceof HttpRequest) {
      assertEquals("", answer);
      assertTrue(channel.isActive());
      ReferenceCountUtil.release(passed);
      channel.finishAndReleaseAll();
      return "passed";
    }
    assertNull(passed);
    assertFalse(channel.isActive(), "a refused connection is closed");
    channel.finishAndReleaseAll();
    return answer.lines().findFirst().orElse("nothing");
  }

  private static String written(EmbeddedChannel channel) {
    StringBuilder text = new StringBuilder();
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      text.append(((io.netty.buffer.ByteBuf) out).toString(StandardCharsets.UTF_8));
      ReferenceCountUtil.release(out);
    }
    return text.toString();
  }

  @Test
  void nodesPass() {
    assertEquals("passed", answer(null, "GET /control HTTP/1.1\r\nHost: x\r\n\r\n"));
    assertEquals("passed", answer(null, "PUT /v1/nodes/a HTTP/1.1\r\nContent-Length: 0\r\n\r\n"));
    assertEquals("passed", answer(null, "DELETE /v1/nodes/a HTTP/1.1\r\n\r\n"));
  }

  @Test
  void theTokenIsAskedFor() {
    String head = "GET /control HTTP/1.1\r\n";
    assertEquals("passed", answer(TOKEN, head + "Authorization: Bearer " + TOKEN + "\r\n\r\n"));
    String refused = "HTTP/1.1 401 Unauthorized";
    assertEquals(refused, answer(TOKEN, head + "\r\n"));
    assertEquals(refused, answer(TOKEN, head + "Authorization: Bearer t\r\n\r\n"));
    assertEquals(refused, answer(TOKEN, head + "Authorization: Basic " + TOKEN + "\r\n\r\n"));
    assertEquals(
        refused,
        answer(
            TOKEN,
            head + "Authorization: Bearer " + TOKEN + "\r\nAuthorization: Bearer t\r\n\r\n"));
    assertEquals(List.of("unauthorized", "unauthorized", "unauthorized", "unauthorized"), counted);
  }

  @Test
  void pagesInBrowsersAreRefused() {
    assertEquals(
        "HTTP/1.1 403 Forbidden",
        answer(null, "GET /control HTTP/1.1\r\nOrigin: http://evil\r\n\r\n"));
    assertEquals(List.of("from-browser"), counted);
  }

  @Test
  void otherPathsAndMethodsAreRefused() {
    assertEquals("HTTP/1.1 404 Not Found", answer(null, "GET / HTTP/1.1\r\n\r\n"));
    assertEquals("HTTP/1.1 404 Not Found", answer(null, "PUT /v1/nodes/ HTTP/1.1\r\n\r\n"));
    assertEquals("HTTP/1.1 404 Not Found", answer(null, "PUT /v1/nodes/a%20b HTTP/1.1\r\n\r\n"));
    assertEquals("HTTP/1.1 405 Method Not Allowed", answer(null, "POST /control HTTP/1.1\r\n\r\n"));
    assertEquals(
        "HTTP/1.1 405 Method Not Allowed", answer(null, "GET /v1/nodes/a HTTP/1.1\r\n\r\n"));
  }

  @Test
  void whatIsNoHttpIsRefused() {
    assertEquals("HTTP/1.1 400 Bad Request", answer(null, "hello\r\n\r\n"));
    assertEquals(
        "HTTP/1.1 431 Request Header Fields Too Large",
        answer(null, "GET /control HTTP/1.1\r\nX: " + "a".repeat(9_000) + "\r\n\r\n"));
    assertEquals(List.of("bad-request", "head-too-large"), counted);
  }

  @Test
  void aSilentConnectionIsClosedAtItsDeadline() {
    EmbeddedChannel channel = channel(null);
    channel.advanceTimeBy(ControlPortConfig.HANDSHAKE_WITHIN_MS - 1, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    assertTrue(channel.isActive());
    channel.advanceTimeBy(2, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    assertFalse(channel.isActive());
    assertTrue(written(channel).startsWith("HTTP/1.1 408"));
    assertEquals(List.of("handshake-timeout"), counted);
    channel.finishAndReleaseAll();
  }
}

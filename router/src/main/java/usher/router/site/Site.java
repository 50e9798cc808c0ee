package usher.router.site;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;

/**
 * Answers requests for the page's files. A name is looked up in a table, never in a file system.
 */
public final class Site {
  private static final String INDEX = "index.html";

  /** Nothing but our own files, and connections to where the page came from. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; manifest-src 'self'; connect-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private final Map<String, SiteFile> files;

  Site(Map<String, SiteFile> files) {
    this.files = Map.copyOf(files);
  }

  /** The answer with a file; null where the request is for none, or does more than read. */
  public @Nullable FullHttpResponse file(HttpRequest head) {
    SiteFile file = find(head.uri());
    boolean reads = head.method().equals(HttpMethod.HEAD) || head.method().equals(HttpMethod.GET);
    return file == null || !reads ? null : answer(head, file);
  }

  /** How a request is refused. */
  @FunctionalInterface
  public interface Refuser {
    /** With a reason, what would be right, and no hint when to try again (0). */
    void refuse(CloseReason reason, String detail, long retryAfterMs);
  }

  /** Answers at once, one way or the other. */
  public void answer(HttpRequest head, Consumer<FullHttpResponse> sink, Refuser refuser) {
    SiteFile file = find(head.uri());
    boolean reads = head.method().equals(HttpMethod.HEAD) || head.method().equals(HttpMethod.GET);
    if (file == null) {
      refuser.refuse(CloseReason.NOT_FOUND, "there is no room and no page at this path", 0);
    } else if (!reads) {
      refuser.refuse(CloseReason.BAD_METHOD, "a page takes GET and HEAD", 0);
    } else {
      sink.accept(answer(head, file));
    }
  }

  private static FullHttpResponse answer(HttpRequest head, SiteFile file) {
    if (matches(head.headers().getAll(HttpHeaderNames.IF_NONE_MATCH), file.etag())) {
      return respond(HttpResponseStatus.NOT_MODIFIED, file, Unpooled.EMPTY_BUFFER);
    }
    boolean isHead = head.method().equals(HttpMethod.HEAD);
    ByteBuf body = isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(file.bytes());
    FullHttpResponse answer = respond(HttpResponseStatus.OK, file, body);
    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, file.bytes().length);
    return answer;
  }

  private @Nullable SiteFile find(String target) {
    if (!target.startsWith("/")) {
      return null;
    }
    int query = target.indexOf('?');
    String path = target.substring(1, query < 0 ? target.length() : query);
    return files.get(path.isEmpty() ? INDEX : path);
  }

  private static boolean matches(Iterable<String> conditions, String etag) {
    for (String condition : conditions) {
      for (String candidate : condition.split(",", -1)) {
        String tag = candidate.strip();
        if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
          return true;
        }
      }
    }
    return false;
  }

  private static FullHttpResponse respond(HttpResponseStatus status, SiteFile file, ByteBuf body) {
    FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    HttpHeaders headers = answer.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, file.contentType());
    headers.set(HttpHeaderNames.ETAG, file.etag());
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
    headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    if (file.forAllOrigins()) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    return answer;
  }
}

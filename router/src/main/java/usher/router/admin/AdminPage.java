package usher.router.admin;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the admin port answers otherwise than with one word: the files of a page, and a stream of
 * what changes. Called on event loops: it must not block.
 */
public interface AdminPage {
  /** Where the stream is. */
  String EVENTS = "/v1/events";

  /** No file, and no stream. */
  AdminPage NONE =
      new AdminPage() {
        @Override
        public @Nullable FullHttpResponse file(HttpRequest request) {
          return null;
        }

        @Override
        public boolean watch(ChannelHandlerContext ctx) {
          return false;
        }

        @Override
        public String full() {
          return "this router has no page";
        }
      };

  /** A file of the page, which everyone may have: it holds no secret; null where this is none. */
  @Nullable FullHttpResponse file(HttpRequest request);

  /**
   * Takes a connection over, and puts itself in the place of its last handler: from now on it hears
   * what changes, until it closes.
   *
   * @return false if it was not taken: as many watch as may
   */
  boolean watch(ChannelHandlerContext ctx);

  /** Why one more may not watch, and what would be right. */
  String full();

  /** Whether a request is one for the stream. */
  static boolean isWatch(HttpRequest request) {
    String uri = request.uri();
    return request.method().equals(HttpMethod.GET)
        && (uri.equals(EVENTS) || uri.startsWith(EVENTS + "?"));
  }
}

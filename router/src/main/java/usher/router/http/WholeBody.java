package usher.router.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Makes requests whole; one with too long a body is refused in the words of its port. */
public final class WholeBody extends HttpObjectAggregator {
  /** Says that a body is too long, and ends the connection. */
  @FunctionalInterface
  public interface TooLong {
    /**
     * On the connection's event loop.
     *
     * @param maxBytes what a body has at most
     */
    void refuse(ChannelHandlerContext ctx, int maxBytes);
  }

  private final TooLong tooLong;

  /**
   * @param maxBytes of a body
   */
  public WholeBody(int maxBytes, TooLong tooLong) {
    super(maxBytes);
    this.tooLong = tooLong;
  }

  /**
   * Netty's own refusals of an {@code Expect} have no words: a body too long is refused as any
   * other, and an expectation that nobody knows is nobody's business.
   */
  @Override
  protected @Nullable Object newContinueResponse(
      HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
    Object answer = super.newContinueResponse(start, maxContentLength, pipeline);
    if (answer instanceof HttpResponse early
        && early.status().codeClass() == HttpStatusClass.CLIENT_ERROR) {
      ReferenceCountUtil.release(answer);
      return null;
    }
    return answer;
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    tooLong.refuse(ctx, maxContentLength());
  }
}

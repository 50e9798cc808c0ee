package usher.router.edge.socket;

import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.time.Duration;

/** What one player's WebSocket may cost, beside what the operator says. */
final class SocketLimits {
  /** The largest message that an operator may allow, in bytes: more does not go through a link. */
  static final int MAX_MESSAGE_BYTES = 64 * 1024;

  /** How long a player has to answer a close. */
  static final Duration CLOSE = Duration.ofSeconds(2);

  /**
   * Where seats must go, at once who leaves more unread than this share of what may be unread, and
   * than {@link #KEPT_BYTES}: it is their memory that the others need.
   */
  static final int KEPT_SHARE = 8;

  /** The least that may be left unread even then, in bytes. */
  static final int KEPT_BYTES = 64 * 1024;

  private SocketLimits() {}

  /**
   * The bound of what the player has not read, as the system counts.
   *
   * @param bytes the bound
   * @param more for a word so large that it gets space of its own
   */
  static WriteBufferWaterMark unread(int bytes, int more) {
    return new WriteBufferWaterMark(bytes / 2, bytes + more);
  }

  /** How frames are read, of so many bytes at most. */
  static WebSocketDecoderConfig frames(int messageBytes) {
    return WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(messageBytes)
        .closeOnProtocolViolation(false)
        .withUTF8Validator(false)
        .build();
  }
}

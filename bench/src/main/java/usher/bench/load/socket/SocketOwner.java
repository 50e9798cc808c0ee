package usher.bench.load.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;

/** Whose socket it is: told what comes on it. On its loop. */
public interface SocketOwner {
  /**
   * A text frame came.
   *
   * @throws IOException if it is none of a node's
   */
  void onText(String text, long nowNs) throws IOException;

  /** A binary frame came; the buffer stays the caller's. */
  void onBinary(ByteBuf frame, long nowNs);

  /** More may be sent. */
  void sendDue();

  /** A socket of its ended; {@code word} says how. */
  void onEnded(Channel ended, String word);
}

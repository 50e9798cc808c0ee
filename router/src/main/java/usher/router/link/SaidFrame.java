package usher.router.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;
import usher.router.seat.Said;

/** A player's message where it stands. One object a loop, used again for each. On the loop. */
public final class SaidFrame implements Said {
  private @Nullable ByteBuf content;
  private boolean binary;

  /** The message is this, as long as the caller has it. */
  public SaidFrame of(ByteBuf message, boolean isBinary) {
    content = message;
    binary = isBinary;
    return this;
  }

  boolean isBinary() {
    return binary;
  }

  ByteBuf content() {
    ByteBuf message = content;
    if (message == null) {
      throw new IllegalStateException("a message that is none yet");
    }
    return message;
  }

  @Override
  public PlayerFrame kept() {
    byte[] bytes = ByteBufUtil.getBytes(content());
    return binary ? PlayerFrame.binary(bytes) : PlayerFrame.text(bytes);
  }
}

package usher.common.link;

import io.netty.buffer.ByteBuf;

/** Who reads a link; called on its event loop. */
public interface LinkListener {
  /**
   * A frame arrived.
   *
   * @param payload the listener's to read during the call only; whoever keeps it retains a slice
   * @throws LinkFormatException if the payload is none of this type: the link is closed then
   */
  void onFrame(LinkType type, int id, long number, ByteBuf payload) throws LinkFormatException;

  /** All frames of one read were passed on: what they caused may be flushed now. */
  void onReadEnd();

  /** What arrived is no link frame; the link is closed. */
  void onMalformed(String why);

  /** The link is closed, however. */
  void onClosed();
}

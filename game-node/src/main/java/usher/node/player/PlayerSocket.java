package usher.node.player;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;

/** A player's WebSocket, whatever it is connected to. Event loop only. */
interface PlayerSocket {
  ByteBufAllocator alloc();

  /** Whether to write more; ends a player who has left too much unread. */
  boolean mayWrite();

  /** Writes an encoded frame, to be flushed at the end of the batch. */
  void write(ByteBuf encoded);

  void flush();

  /** The player sent a message. */
  void onMessage(PlayerFrame frame);

  /** A ping or pong came, of so many bytes. */
  boolean mayAnswer(int size);

  /** Whether it is us who do not read, so that silence says nothing. */
  boolean isReadingStopped();

  /** The player's side closed. */
  void onGone(boolean onPurpose);

  /** Ends the WebSocket with a close frame, and waits a while for the player's. */
  void end(CloseReason reason);
}

package usher.common.player;

import java.nio.charset.StandardCharsets;

/**
 * One message to a player. The bytes belong to the frame: whoever makes one gives them away, and
 * nobody changes them, so that one frame can be sent to many.
 */
public final class PlayerFrame {
  private final byte[] payload;
  private final boolean binary;

  private PlayerFrame(byte[] payload, boolean binary) {
    this.payload = payload;
    this.binary = binary;
  }

  /** A text message; the bytes are UTF-8. */
  public static PlayerFrame text(byte[] utf8) {
    return new PlayerFrame(utf8, false);
  }

  /** A binary message. */
  public static PlayerFrame binary(byte[] payload) {
    return new PlayerFrame(payload, true);
  }

  /** The message's bytes; not to be changed. */
  public byte[] payload() {
    return payload;
  }

  /** Whether the message is binary; text otherwise. */
  public boolean isBinary() {
    return binary;
  }

  @Override
  public String toString() {
    return binary ? payload.length + " bytes" : new String(payload, StandardCharsets.UTF_8);
  }
}

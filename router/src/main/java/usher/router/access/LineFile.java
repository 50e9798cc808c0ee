package usher.router.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Whole lines to a channel, each handed to it before the next is taken: nothing waits here that a
 * failure could mix with what comes later. One thread at a time.
 */
final class LineFile implements AutoCloseable {
  private final WritableByteChannel channel;

  /** Whether what is there ends inside a line, which the next one must not be glued to. */
  private boolean insideLine;

  /**
   * @param insideLine whether what is there already ends inside a line
   */
  LineFile(WritableByteChannel channel, boolean insideLine) {
    this.channel = channel;
    this.insideLine = insideLine;
  }

  /**
   * Writes a line. It counts as written where only its end was not taken: the next one supplies it.
   *
   * @param line without its end
   * @throws IOException if not all of it was taken; the rest is not written later
   */
  void write(String line) throws IOException {
    String whole = (insideLine ? "\n" : "") + line + '\n';
    ByteBuffer bytes = ByteBuffer.wrap(whole.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        if (channel.write(bytes) == 0) {
          throw new IOException("it takes nothing now");
        }
      }
    } catch (IOException e) {
      if (bytes.remaining() > 1) {
        throw e;
      }
    } finally {
      if (bytes.position() > 0) {
        insideLine = bytes.get(bytes.position() - 1) != '\n';
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package usher.bench.compare.echo;

/** Something that goes on at the load's end until it is closed, and is measured meanwhile. */
public interface Phase extends AutoCloseable {
  /** Starts a measured window. */
  void restart() throws InterruptedException;

  /** What was seen since the window's start. */
  Seen read() throws InterruptedException;

  @Override
  void close();
}

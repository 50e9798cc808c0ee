package usher.router.proxy;

import io.netty.handler.codec.http.HttpContent;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The parts of a request's body that came before its node was there. Bounded by what one read
 * brings: the player is not read on while something waits here.
 */
final class PendingBody {
  private final ArrayDeque<HttpContent> parts = new ArrayDeque<>(2);

  void add(HttpContent part) {
    parts.add(part);
  }

  void drainTo(Consumer<HttpContent> sink) {
    for (HttpContent part = parts.poll(); part != null; part = parts.poll()) {
      sink.accept(part);
    }
  }

  void release() {
    drainTo(HttpContent::release);
  }
}

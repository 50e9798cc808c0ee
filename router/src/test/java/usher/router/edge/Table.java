package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;

/** A router with one tunnel through it; the test plays both ends. */
final class Table implements AutoCloseable {
  final House house;
  final RawNode place;
  final RawPeer player;
  final RawPeer node;

  Table(TransportChoice choice) throws Exception {
    house = new House(choice);
    place = new RawNode("node-1");
    house.cluster.with(place.ref);
    player = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
    node = place.acceptUpgrade();
    assertTrue(player.head().startsWith("HTTP/1.1 101 "));
    Await.until("the tunnel", () -> house.counters.tunnelsOpen() == 1);
  }

  void assertOver(CloseReason reason) {
    Await.until(
        "an end for " + reason,
        () -> house.counters.tunnelsOpen() == 0 && house.counters.tunnelsClosed(reason) == 1);
    Await.until("the player's end", () -> house.counters.playersOpen() == 0);
  }

  /** Until the sender stands still, because nobody reads at the other end. */
  void awaitPause(CompletableFuture<Void> sent) throws Exception {
    try {
      sent.get(700, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return;
    }
    assertFalse(true, "everything was taken, though nobody reads");
  }

  @Override
  public void close() throws IOException {
    player.close();
    node.close();
    place.close();
    house.close();
  }
}

package usher.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.node.game.Games;

class WarmUpTest {
  @Test
  void roomsOfAllGamesArePlayedAndRestored() {
    Incarnation incarnation = new Incarnation(new NodeId("node-1"), "boot-1");
    assertTrue(
        WarmUp.run(
            incarnation,
            Games.load("chat"),
            Transport.of(TransportChoice.AUTO),
            Duration.ofSeconds(2)));
  }
}

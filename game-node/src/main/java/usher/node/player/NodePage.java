package usher.node.player;

import java.util.Collection;
import usher.common.control.Health;
import usher.common.control.NodeId;
import usher.common.player.CloseReason;
import usher.node.heartbeat.NodeLoad;

/** What the node says of itself to whoever asks its port: {@code /} and {@code /healthz}. */
public final class NodePage {
  private final NodeId node;
  private final Collection<String> games;

  /**
   * @param games the names of the games it plays
   */
  public NodePage(NodeId node, Collection<String> games) {
    this.node = node;
    this.games = games;
  }

  Reply reply(String path, NodeLoad load) {
    return switch (path) {
      case "/" ->
          Reply.text(
              200,
              String.format(
                  "Usher node %s: %d rooms, %d seats. Games: %s.%n"
                      + "A room is a WebSocket at /rooms/{room}?game=...&player=..., feeds are one"
                      + " at /feeds%n",
                  node, load.rooms(), load.seats(), String.join(", ", games)));
      case "/healthz" ->
          load.health() == Health.READY
              ? Reply.text(200, "ready\n")
              : Reply.text(503, load.health() == Health.DRAINING ? "draining\n" : "failing\n");
      default -> Reply.refused(CloseReason.NOT_FOUND, "rooms are at /rooms/{room}", 0);
    };
  }
}

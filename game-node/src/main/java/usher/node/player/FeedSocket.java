package usher.node.player;

import io.netty.channel.Channel;
import java.util.function.Consumer;
import usher.common.feed.TopicName;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.node.feed.FeedDoor;
import usher.node.feed.hub.FeedLine;
import usher.node.feed.hub.FeedSeatLine;
import usher.node.feed.hub.TopicVoice;

/**
 * A player's own socket at the node's feeds: one line with one seat. What the player says goes to
 * the hub, numbered from 1. On the hub's thread, its socket's side aside.
 */
final class FeedSocket implements FeedSeatLine, FeedLine, TopicVoice {
  private static final byte[] NO_TEXT = {};

  private final FeedDoor feeds;
  private final PlayerSocket socket;

  /**
   * @param upgrade makes the channel speak WebSocket, on its event loop
   */
  FeedSocket(Channel channel, FeedDoor feeds, Outbox outbox, Consumer<PlayerSocket> upgrade) {
    this.feeds = feeds;
    this.socket = new PlayerSocket(channel, outbox, upgrade, new Asking());
  }

  /** What the player does; on the socket's event loop. */
  private final class Asking implements PlayerSocket.Owner {
    private long lastN;

    @Override
    public boolean take(PlayerFrame frame) {
      // What is no text is no command: the hub says so.
      return feeds.command(FeedSocket.this, ++lastN, frame.isBinary() ? NO_TEXT : frame.payload());
    }

    @Override
    public void leave(boolean onPurpose) {
      feeds.detach(FeedSocket.this);
    }
  }

  @Override
  public FeedLine line() {
    return this;
  }

  @Override
  public TopicVoice voice(TopicName topic) {
    return this;
  }

  @Override
  public void answer(long n, PlayerFrame frame) {
    socket.accept();
    socket.send(frame);
  }

  @Override
  public void message(PlayerFrame frame) {
    socket.send(frame);
  }

  @Override
  public void gap(PlayerFrame frame) {
    socket.send(frame);
  }

  @Override
  public void listen(TopicVoice voice) {}

  @Override
  public void unlisten(TopicVoice voice) {}

  @Override
  public void forgo(TopicName topic) {}

  @Override
  public void end() {}

  @Override
  public void close(CloseReason reason, int retryAfterSeconds) {
    socket.close(reason, retryAfterSeconds);
  }

  @Override
  public void taken(int bytes) {
    socket.taken();
  }
}

package usher.bench.feeds;

import java.nio.charset.StandardCharsets;
import usher.bench.house.FrameSocket;
import usher.common.feed.FeedLimits;
import usher.common.net.HostPort;

/** Who hears the topic: knows messages by their length. On the listeners' loop. */
final class Listener implements FrameSocket.Owner {
  private static final byte[] SUBSCRIBE =
      ("{\"subscribe\":\"" + Listeners.TOPIC + "\"}").getBytes(StandardCharsets.UTF_8);

  private final Listeners listeners;
  private final FrameSocket socket;
  private boolean welcomed;
  private boolean subscribed;
  private long heard;

  Listener(Listeners listeners, HostPort front) {
    this.listeners = listeners;
    this.socket = new FrameSocket(this, front, FeedLimits.PATH);
  }

  FrameSocket socket() {
    return socket;
  }

  @Override
  public void onUpgraded() {
    socket.send(FrameSocket.frame(FrameSocket.TEXT, SUBSCRIBE));
  }

  @Override
  public void onFrame(int opcode, int first, long length) {
    if (opcode == FrameSocket.TEXT && length == Listeners.MESSAGE_FRAME_BYTES && subscribed) {
      listeners.onMessage(heard++);
    } else if (opcode != FrameSocket.TEXT || subscribed) {
      // A gap, a second welcome, a goodbye: not in a house that nobody harms.
      listeners.onError();
    } else if (welcomed) {
      subscribed = true;
      listeners.onSubscribed();
    } else {
      welcomed = true;
    }
  }

  @Override
  public void onEnded() {
    listeners.onEnded();
  }
}

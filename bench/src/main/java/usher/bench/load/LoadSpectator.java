package usher.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import usher.bench.load.socket.SocketOwner;
import usher.bench.load.socket.Target;

/** One who watches a room: hears each event once, or counts what is missing. On its loop. */
final class LoadSpectator implements SocketOwner {
  private final LoadLoop loop;
  private final RoomWatch room;
  private final int number;
  private @Nullable Channel channel;
  private long lastSeq;
  private long missed;
  private boolean served;
  private boolean ending;

  LoadSpectator(LoadLoop loop, RoomWatch room, int number) {
    this.loop = loop;
    this.room = room;
    this.number = number;
  }

  void connect() {
    LoadPlan plan = loop.plan();
    Target target = plan.target();
    String query = "game=" + plan.game() + "&player=s" + number + "&role=spectator";
    channel = loop.sockets().connect(target.room(room.room(), query), target, this, number);
  }

  @Override
  public void onText(String text, long nowNs) throws IOException {
    Heard heard = Heard.read(text);
    if (heard.type().equals("welcome")) {
      served = true;
      lastSeq = heard.seq();
    } else if (heard.type().equals("event")) {
      missed += Math.max(0, heard.seq() - lastSeq - 1);
      lastSeq = Math.max(lastSeq, heard.seq());
      Stamp stamp = heard.stamp();
      if (stamp != null) {
        loop.onWatched(stamp.dueNs(), nowNs);
      }
    }
  }

  @Override
  public void onBinary(ByteBuf frame, long nowNs) {
    loop.watchedFrames++;
  }

  @Override
  public void sendDue() {}

  @Override
  public void onEnded(Channel ended, String word) {
    if (!ending) {
      loop.errors.count("spectator-" + word);
      channel = null;
    }
  }

  boolean isServed() {
    return served;
  }

  /** Events that it should have heard, and did not, up to the last that anyone heard. */
  long missed() {
    return missed + (served ? Math.max(0, room.lastSeq() - lastSeq) : 0);
  }

  void end() {
    ending = true;
    Channel open = channel;
    if (open != null) {
      var unused = open.writeAndFlush(new CloseWebSocketFrame(1000, ""));
      open.close();
    }
  }
}

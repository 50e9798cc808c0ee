package usher.router.access;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;

/**
 * What one connection is noted to have been. On the connection's event loop until {@link #end},
 * which hands it to the log's thread; where there is no access log there are no notes.
 */
public final class AccessNote {
  private static final AttributeKey<AccessNote> NOTE =
      AttributeKey.valueOf(AccessNote.class, "note");

  /** Who ended a connection. */
  public enum By {
    PLAYER,
    ROUTER,
    NODE
  }

  final long beganNs = System.nanoTime();
  long endedNs;
  long endedMs;
  long bytesIn;
  long bytesOut;
  long framesIn;
  long framesOut;
  int requests;
  @Nullable InetAddress address;
  @Nullable RoomId room;
  @Nullable String node;
  long epoch;
  @Nullable String seat;
  @Nullable String player;
  @Nullable String tls;
  @Nullable String reason;
  By by = By.PLAYER;

  private AccessNote() {}

  /** Begins the note of a new connection, first in its pipeline. */
  public static AccessNote begin(Channel channel) {
    AccessNote note = new AccessNote();
    channel.attr(NOTE).set(note);
    channel.pipeline().addFirst(new ByteCountHandler(note));
    return note;
  }

  /** The note of a connection; null where none is taken. */
  public static @Nullable AccessNote of(Channel channel) {
    return channel.attr(NOTE).get();
  }

  /** The connection asked for something. */
  public static void asked(Channel channel, @Nullable RoomId room) {
    AccessNote note = of(channel);
    if (note != null) {
      note.requests++;
      note.room = room == null ? note.room : room;
      SslHandler tls = channel.pipeline().get(SslHandler.class);
      note.tls = tls == null ? null : tls.engine().getSession().getProtocol();
    }
  }

  /** Why the connection ends; what is said first counts. */
  public static void ends(Channel channel, CloseReason reason, By by) {
    ends(channel, reason.word(), reason == CloseReason.PLAYER_LEFT ? By.PLAYER : by);
  }

  /** The same where the reason is none that players are told. */
  public static void ends(Channel channel, String reason, By by) {
    AccessNote note = of(channel);
    if (note != null && note.reason == null) {
      note.reason = reason;
      note.by = by;
    }
  }

  /**
   * Who sits there.
   *
   * @param token of the seat: only a part of its hash is ever written
   * @param name what the player is called; null for nothing
   */
  public static void seated(Channel channel, @Nullable String token, @Nullable String name) {
    AccessNote note = of(channel);
    if (note != null) {
      note.seat = token;
      note.player = name;
    }
  }

  /** Where the room was when the connection ended; what is said first counts. */
  public static void at(Channel channel, String node, long epoch) {
    AccessNote note = of(channel);
    if (note != null && note.node == null) {
      note.node = node;
      note.epoch = epoch;
    }
  }

  /** The room asked for last; null for none. */
  public @Nullable RoomId room() {
    return room;
  }

  /** How many frames a seat's connection carried. */
  public void frames(long in, long out) {
    framesIn = in;
    framesOut = out;
  }

  /** The connection is gone: the note is written, and not touched again. */
  public void end(InetAddress from, AccessLog log) {
    address = from;
    endedNs = System.nanoTime();
    endedMs = System.currentTimeMillis();
    log.write(this);
  }
}

package usher.node.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import usher.common.link.EventPayload;
import usher.common.link.LinkLimits;
import usher.common.link.LinkType;
import usher.common.link.SideGroupPayload;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;
import usher.node.seat.RoomVoice;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/**
 * A group: a room at one epoch on one link. What the room says crosses the link once, however many
 * of its seats hear it there. On the room's loop.
 */
final class LinkVoice implements RoomVoice {
  private static final int AFTER_N = "\"event\":".length() + "}".length();

  private final LinkLine line;
  private final int group;

  private LinkVoice(LinkLine line, int group) {
    this.line = line;
    this.group = group;
  }

  /** Names a new group to the router. */
  static LinkVoice begin(LinkLine line, RoomId room, long epoch) {
    LinkVoice voice = new LinkVoice(line, line.wire().freshGroup());
    byte[] name = room.value().getBytes(StandardCharsets.US_ASCII);
    line.frame(LinkType.GROUP, voice.group, epoch, name.length).writeBytes(name);
    return voice;
  }

  /** Names a new group beside the room's first. */
  static LinkVoice beside(LinkLine line, RoomId room, long epoch, int side) {
    LinkVoice voice = new LinkVoice(line, line.wire().freshGroup());
    byte[] name = room.value().getBytes(StandardCharsets.US_ASCII);
    int bytes = SideGroupPayload.HEAD_BYTES + name.length;
    ByteBuf to = line.frame(LinkType.SIDE_GROUP, voice.group, epoch, bytes);
    SideGroupPayload.head(to, side);
    to.writeBytes(name);
    return voice;
  }

  int group() {
    return group;
  }

  @Override
  public void event(SpokenEvent event, @Nullable SeatLine asker) {
    int open = asker instanceof LinkSeat seat ? seat.open() : 0;
    write(line, LinkType.GROUP_EVENT, group, event, open, open == 0 ? 0 : event.event().n());
  }

  /**
   * Writes an event frame.
   *
   * @param open whose command caused it; 0 for none on this link
   * @param n the number of that command; 0 for none
   */
  static void write(LinkLine line, LinkType type, int id, SpokenEvent event, int open, long n) {
    byte[] text = event.forAll().payload();
    int bytes = EventPayload.HEAD_BYTES + text.length;
    if (bytes > LinkLimits.MAX_PAYLOAD_BYTES) {
      throw new IllegalStateException(
          "an event of " + text.length + " bytes: a link carries " + LinkLimits.MAX_PAYLOAD_BYTES);
    }
    ByteBuf to = line.frame(type, id, event.event().id().seq(), bytes);
    int insert = n == 0 ? 0 : text.length - AFTER_N - ByteBufUtil.utf8Bytes(event.event().json());
    EventPayload.head(to, event.event().id().epoch(), n == 0 ? 0 : open, n, insert);
    to.writeBytes(text);
  }

  @Override
  public void say(PlayerFrame frame) {
    byte[] payload = frame.payload();
    if (line.wire().isBehind() || payload.length > LinkLimits.MAX_PAYLOAD_BYTES) {
      line.wire().count(LinkCount.DROPPED);
      return;
    }
    LinkType type = frame.isBinary() ? LinkType.VOLATILE_BINARY : LinkType.VOLATILE;
    line.frame(type, group, 0, payload.length).writeBytes(payload);
  }

  @Override
  public void paused() {
    line.frame(LinkType.PAUSED, group, 0, 0);
  }

  @Override
  public void resumed() {
    line.frame(LinkType.RESUMED, group, 0, 0);
  }

  @Override
  public void end() {
    // The router forgets a group with the last of its opens, or with the next of the room's groups.
  }
}

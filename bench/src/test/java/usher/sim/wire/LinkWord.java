package usher.sim.wire;

import org.jspecify.annotations.Nullable;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;

/** A frame on a link, as a value. */
public sealed interface LinkWord {
  record Open(int open, long epoch, OpenRequest request) implements LinkWord {}

  record Command(int open, long n, PlayerFrame frame) implements LinkWord {}

  record Detach(int open, boolean onPurpose) implements LinkWord {}

  record Opened(int open, long settled, int group, long count) implements LinkWord {}

  record Welcome(int open, long epoch, long seq, boolean raw, PlayerFrame frame)
      implements LinkWord {}

  record Reset(int open) implements LinkWord {}

  record Event(int open, long epoch, long seq, long n, PlayerFrame frame) implements LinkWord {}

  record Answer(int open, long n, PlayerFrame frame) implements LinkWord {}

  record Stale(int open, long epoch) implements LinkWord {}

  record Taken(int open, long count) implements LinkWord {}

  record Close(int open, CloseReason reason, int retryAfterSeconds) implements LinkWord {}

  record Group(int group, long epoch, RoomId room) implements LinkWord {}

  /**
   * An event for all.
   *
   * @param own the frame as the asker hears it; null where nobody on this link asked
   */
  record GroupEvent(
      int group,
      long epoch,
      long seq,
      int asker,
      long n,
      PlayerFrame frame,
      @Nullable PlayerFrame own)
      implements LinkWord {}

  record Paused(int group) implements LinkWord {}

  record Resumed(int group) implements LinkWord {}
}

package usher.node.feed.hub;

import usher.common.player.PlayerFrame;

/** What a topic says to all who hear it on one line. On {@code feed-hub}. */
public interface TopicVoice {
  /** A message: left out, and a gap told later, where the line has too much unread. */
  void message(PlayerFrame frame);

  /** Messages may have been missed. */
  void gap(PlayerFrame frame);

  /** The last of the line's seats hears it no more. */
  void end();
}

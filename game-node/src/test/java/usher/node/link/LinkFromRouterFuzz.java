package usher.node.link;

import io.netty.buffer.ByteBuf;
import usher.common.link.FuzzFrames;

/**
 * Fuzzed: what comes on a link of a node. It is taken, or ends the link with a word why; a link
 * that ended leaves no buffer and no seat behind.
 */
public final class LinkFromRouterFuzz {
  private static final long MAX_OPENS = 1_000;

  private LinkFromRouterFuzz() {}

  /** The bytes as {@link FuzzFrames} has them, in one read. */
  public static void fuzzerTestOneInput(byte[] data) {
    ByteBuf bytes = FuzzFrames.of(data);
    if (!bytes.isReadable()) {
      return;
    }
    try (TestLink link = new TestLink()) {
      link.send(bytes);
      link.turnEnds();
      boolean malformed = link.counts.total(LinkCount.MALFORMED) > 0;
      if (malformed == link.channel.isOpen()) {
        throw new IllegalStateException("a link is closed when it is malformed, and only then");
      }
      link.heard();
      if (link.rooms.work().size() > MAX_OPENS + data.length) {
        throw new IllegalStateException("more work than was sent");
      }
    }
    if (bytes.refCnt() != 0) {
      throw new IllegalStateException("bytes of a router were not released");
    }
  }
}

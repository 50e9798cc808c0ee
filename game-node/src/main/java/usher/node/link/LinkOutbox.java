package usher.node.link;

import java.util.ArrayList;
import java.util.List;

/** The lines that rooms of one loop said something on in this turn. Owned by the room loop. */
final class LinkOutbox {
  private final List<LinkLine> spoken = new ArrayList<>();

  void add(LinkLine line) {
    spoken.add(line);
  }

  /** The turn is over: all of it leaves. */
  void turnEnded() {
    for (LinkLine line : spoken) {
      line.turnEnded();
    }
    spoken.clear();
  }
}

package usher.router.live.happening;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import usher.router.live.happening.Happening.Kind;

/** The last things that happened. On the loop. */
public final class Happenings {
  private final Map<Long, Happening> last = new LinkedHashMap<>();
  private final Map<Long, Happening> news = new LinkedHashMap<>();
  private long ids;

  /** Something happened. */
  public long add(long atMs, Kind kind, String node, String text) {
    Happening happening = new Happening(++ids, atMs, kind, node, text);
    put(happening);
    if (last.size() > HappeningLimits.HAPPENINGS) {
      last.remove(last.keySet().iterator().next());
    }
    return happening.id();
  }

  /** There is more to say of what happened; nothing is if it was long ago. */
  void tell(long id, String text) {
    Happening before = last.get(id);
    if (before != null && !before.text().equals(text)) {
      put(new Happening(id, before.atMs(), before.kind(), before.node(), text));
    }
  }

  private void put(Happening happening) {
    last.put(happening.id(), happening);
    news.put(happening.id(), happening);
    if (news.size() > HappeningLimits.HAPPENINGS) {
      news.remove(news.keySet().iterator().next());
    }
  }

  /** The last of them, oldest first. */
  public List<Happening> all() {
    return new ArrayList<>(last.values());
  }

  /** Those that are new, or have changed, since this was last asked. */
  public List<Happening> takeNews() {
    List<Happening> taken = new ArrayList<>(news.values());
    news.clear();
    return taken;
  }
}

package usher.router.pin;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Pins that nobody is in, of nodes that do not say when a room has closed: each is forgotten when
 * nobody has been in for a while. At most one entry a pin. On the thread {@code cluster} only.
 */
public final class IdlePins {
  private final LinkedHashMap<Pin, Long> dueNs = new LinkedHashMap<>();
  private final long lingerNs;

  /**
   * @param lingerNs how long a pin that nobody is in lives, in nanoseconds
   */
  public IdlePins(long lingerNs) {
    this.lingerNs = lingerNs;
  }

  /** Nobody is in this pin any more, or yet. */
  public void emptied(Pin pin, long nowNs) {
    dueNs.remove(pin);
    dueNs.put(pin, nowNs + lingerNs);
  }

  /** Retires each pin that has lingered long enough, and hands it over. */
  public void expire(long nowNs, Consumer<Pin> expired) {
    Iterator<Map.Entry<Pin, Long>> entries = dueNs.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Pin, Long> entry = entries.next();
      if (entry.getValue() - nowNs > 0) {
        return;
      }
      entries.remove();
      if (entry.getKey().retireIfEmpty()) {
        expired.accept(entry.getKey());
      }
    }
  }
}

package usher.router.pin;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pins of one node: a list that threads through the pins themselves, so that it costs no object
 * a pin. On the thread {@code cluster} only.
 */
public final class NodePins {
  private @Nullable Pin first;
  private int size;

  public int size() {
    return size;
  }

  /** A pin is in one list only, and only once. */
  public void add(Pin pin) {
    pin.previous = null;
    pin.next = first;
    if (first != null) {
      first.previous = pin;
    }
    first = pin;
    size++;
  }

  /** The pin is in this list. */
  public void remove(Pin pin) {
    Pin previous = pin.previous;
    Pin next = pin.next;
    if (previous == null) {
      first = next;
    } else {
      previous.next = next;
    }
    if (next != null) {
      next.previous = previous;
    }
    pin.previous = null;
    pin.next = null;
    size--;
  }

  /** The first that this holds for; null where there is none. */
  public @Nullable Pin find(Predicate<Pin> wanted) {
    for (Pin pin = first; pin != null; pin = pin.next) {
      if (wanted.test(pin)) {
        return pin;
      }
    }
    return null;
  }

  /** Visits each; the visitor may remove the pin that it is given, and no other. */
  public void forEach(Consumer<Pin> visitor) {
    Pin pin = first;
    while (pin != null) {
      Pin next = pin.next;
      visitor.accept(pin);
      pin = next;
    }
  }
}

package usher.router.admin.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import usher.router.pin.Pin;
import usher.router.pin.PinView;

/**
 * The rooms in order of their ids, as they were a moment ago: pages are cut from it. The pins are
 * walked over and sorted when somebody asks, at most once in {@link #FRESH_NS}, on the thread
 * {@code admin}: the thread {@code cluster} and the event loops take no part. A page after that
 * costs a search by halves and what it lists; one of a single node's rooms a walk from there on. It
 * takes 8 bytes a room at most, and is given up when nobody asked for a while.
 */
final class RoomIndex {
  /** How old it may be, in nanoseconds. */
  static final long FRESH_NS = 2_000_000_000L;

  /** When it is given up unless somebody asks, in milliseconds. */
  static final long KEEP_MS = 10_000;

  private static final Comparator<Pin> BY_ROOM = Comparator.comparing(pin -> pin.room().value());

  private final PinView pins;
  private final Executor thread;
  private final LongSupplier nanoTime;
  private Pin @Nullable [] sorted;
  private long takenNs;
  private long askedNs;

  /**
   * @param thread where this is called
   * @param nanoTime a clock that never goes back
   */
  RoomIndex(PinView pins, Executor thread, LongSupplier nanoTime) {
    this.pins = pins;
    this.thread = thread;
    this.nanoTime = nanoTime;
  }

  /**
   * A page of rooms, and whether there are more.
   *
   * @param pins at most as many as the page has; some may be retired by now
   */
  record Cut(List<Pin> pins, boolean more) {}

  /** The rooms of a page whose ids begin like this, and for whose pins this holds. */
  Cut cut(Page page, String prefix, Predicate<Pin> wanted) {
    Pin[] all = all();
    List<Pin> found = new ArrayList<>();
    String from = prefix.compareTo(page.after()) > 0 ? prefix : page.after();
    for (int i = firstAt(all, from); i < all.length; i++) {
      Pin pin = all[i];
      String room = pin.room().value();
      if (!room.startsWith(prefix)) {
        break;
      }
      if (room.equals(page.after()) || pin.isRetired() || !wanted.test(pin)) {
        continue;
      }
      if (found.size() == page.limit()) {
        return new Cut(found, true);
      }
      found.add(pin);
    }
    return new Cut(found, false);
  }

  /** How many rooms it holds now; 0 where it was given up. */
  int size() {
    return sorted == null ? 0 : sorted.length;
  }

  private static int firstAt(Pin[] all, String from) {
    int low = 0;
    int high = all.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all[middle].room().value().compareTo(from) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Pin[] all() {
    long now = nanoTime.getAsLong();
    askedNs = now;
    Pin[] known = sorted;
    if (known != null && now - takenNs < FRESH_NS) {
      return known;
    }
    List<Pin> walked = new ArrayList<>(pins.size());
    pins.forEach(walked::add);
    Pin[] fresh = walked.toArray(Pin[]::new);
    Arrays.sort(fresh, BY_ROOM);
    if (known == null) {
      giveUpLater();
    }
    sorted = fresh;
    takenNs = now;
    return fresh;
  }

  private void giveUpLater() {
    CompletableFuture.delayedExecutor(KEEP_MS, TimeUnit.MILLISECONDS, thread).execute(this::giveUp);
  }

  /** Time passed. */
  void giveUp() {
    if (nanoTime.getAsLong() - askedNs < TimeUnit.MILLISECONDS.toNanos(KEEP_MS)) {
      giveUpLater();
    } else {
      sorted = null;
    }
  }
}

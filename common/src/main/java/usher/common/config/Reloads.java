package usher.common.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that can change while a process runs: taken anew by SIGHUP, or when an operator asks. Any
 * thread; one reload at a time.
 */
public final class Reloads {
  private static final Logger log = LoggerFactory.getLogger(Reloads.class);

  private final Supplier<Set<String>> changedFlags;
  private final List<Reloadable> parts = new CopyOnWriteArrayList<>();

  /** Of a process without flags. */
  public Reloads() {
    this(Set::of);
  }

  /**
   * @param changedFlags reads all flags anew and gives those that are written otherwise than when
   *     the process started; throws {@link FlagException} if one is wrong
   */
  Reloads(Supplier<Set<String>> changedFlags) {
    this.changedFlags = changedFlags;
  }

  /** One more part; parts are reloaded in the order they were added. */
  public void add(Reloadable part) {
    parts.add(part);
  }

  /**
   * Reloads every part, and logs what changed, what could not, and which flags need a restart. Not
   * on an event loop: files are read.
   */
  public synchronized ReloadReport reloadAll() {
    Set<String> changed;
    try {
      changed = changedFlags.get();
    } catch (FlagException e) {
      log.error("reload: nothing changes, for the flags are wrong now: {}", e.getMessage());
      return new ReloadReport(String.valueOf(e.getMessage()), List.of(), List.of());
    }
    List<ReloadReport.Outcome> outcomes = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Reloadable part : parts) {
      outcomes.add(reload(part));
      taken.addAll(part.flags());
    }
    Set<String> restart = new TreeSet<>(changed);
    restart.removeAll(taken);
    if (!restart.isEmpty()) {
      log.warn("reload: changed, but taken by a restart only: {}", String.join(", ", restart));
    }
    return new ReloadReport(null, outcomes, List.copyOf(restart));
  }

  private static ReloadReport.Outcome reload(Reloadable part) {
    String name = part.name();
    try {
      String changed = part.reload();
      log.info("reload: {}: {}", name, changed.isEmpty() ? "unchanged" : changed);
      return new ReloadReport.Outcome(name, changed, null);
    } catch (FlagException e) {
      log.error("reload: {} stay as they were: {}", name, e.getMessage());
      return new ReloadReport.Outcome(name, "", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("reload: {} stay as they were", name, e);
      return new ReloadReport.Outcome(name, "", "a mistake of ours: " + e.getClass().getName());
    }
  }
}

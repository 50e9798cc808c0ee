package usher.common.tls;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one port, or one kind of dialling, counts, with or without TLS; and what it tells the log:
 * each kind of failure every {@link TlsLimits#TELL} at most. Any thread.
 */
public final class TlsCounters {
  private static final Logger log = LoggerFactory.getLogger(TlsCounters.class);

  private static final class Failed {
    private final LongAdder count = new LongAdder();
    private final AtomicLong toldNs = new AtomicLong(System.nanoTime() - TlsLimits.TELL.toNanos());
    private final LongAdder untold = new LongAdder();
  }

  private final String port;
  private final Map<TlsFailure, Failed> failed = new EnumMap<>(TlsFailure.class);
  private final LongAdder shaken = new LongAdder();
  private final LongAdder reloaded = new LongAdder();
  private final LongAdder notReloaded = new LongAdder();
  private volatile @Nullable Instant expires;

  /**
   * @param port its name in logs and in metric tags, as in {@code control}
   */
  TlsCounters(String port) {
    this.port = port;
    for (TlsFailure failure : TlsFailure.values()) {
      failed.put(failure, new Failed());
    }
  }

  /** The name of the port. */
  public String port() {
    return port;
  }

  /** Handshakes done. */
  public double shaken() {
    return shaken.sum();
  }

  /** Handshakes that failed of this. */
  public double failed(TlsFailure failure) {
    return of(failure).count.sum();
  }

  /** Times that files which had changed were taken. */
  public double reloaded() {
    return reloaded.sum();
  }

  /** Times that files which had changed could not be taken. */
  public double notReloaded() {
    return notReloaded.sum();
  }

  /** Seconds until the certificate expires, below 0 once it has; NaN where there is none. */
  public double secondsLeft(Instant now) {
    Instant until = expires;
    return until == null ? Double.NaN : until.getEpochSecond() - now.getEpochSecond();
  }

  /**
   * A connection got no TLS.
   *
   * @param peer whose, for the log
   * @param why more than the word, for the log; null for no more
   */
  void onFailed(TlsFailure failure, @Nullable Object peer, @Nullable String why) {
    Failed of = of(failure);
    of.count.increment();
    long now = System.nanoTime();
    long told = of.toldNs.get();
    if (now - told < TlsLimits.TELL.toNanos() || !of.toldNs.compareAndSet(told, now)) {
      of.untold.increment();
      return;
    }
    long more = of.untold.sumThenReset();
    log.warn(
        "{}: no TLS with {} ({}){}{}",
        port,
        peer,
        failure.word(),
        why == null ? "" : ": " + why,
        more == 0 ? "" : "; and with " + more + " more since the last line");
  }

  /** A connection got no TLS, which whoever dialled tells the log. */
  void onFailedAndTold(TlsFailure failure) {
    of(failure).count.increment();
  }

  void onShaken() {
    shaken.increment();
  }

  void onReloaded() {
    reloaded.increment();
  }

  void onNotReloaded() {
    notReloaded.increment();
  }

  void expires(@Nullable Instant until) {
    expires = until;
  }

  private Failed of(TlsFailure failure) {
    Failed of = failed.get(failure);
    if (of == null) {
      throw new IllegalStateException("no counter of " + failure);
    }
    return of;
  }
}

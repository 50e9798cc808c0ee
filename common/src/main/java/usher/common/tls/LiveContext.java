package usher.common.tls;

import io.netty.handler.ssl.SslContext;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.config.FlagException;
import usher.common.config.Reloadable;

/**
 * The context of TLS as the files say it, and a new one when they say otherwise. Handshakes begun
 * before keep the one they began with. Files that cannot be used change nothing, and are told of
 * once. Any thread, but not event loops where files are read.
 */
final class LiveContext implements Reloadable {
  private static final Logger log = LoggerFactory.getLogger(LiveContext.class);

  private final TlsFiles files;
  private final Function<TlsFiles.Content, SslContext> maker;
  private final TlsCounters counters;
  private final Supplier<Instant> clock;
  private volatile SslContext context;
  private String looked;
  private String taken;

  /**
   * Reads the files.
   *
   * @throws FlagException if they cannot be used
   */
  LiveContext(
      TlsFiles files,
      Function<TlsFiles.Content, SslContext> maker,
      TlsCounters counters,
      Supplier<Instant> clock) {
    this.files = files;
    this.maker = maker;
    this.counters = counters;
    this.clock = clock;
    this.looked = files.fingerprint();
    this.taken = looked;
    TlsFiles.Content content = files.read(clock.get());
    this.context = maker.apply(content);
    expires(content);
    log.info("{}: TLS: {}", counters.port(), content);
  }

  SslContext get() {
    return context;
  }

  @Override
  public String name() {
    return "certificates of " + counters.port();
  }

  @Override
  public synchronized String reload() {
    String now = files.fingerprint();
    looked = now;
    return now.equals(taken) ? "" : take(now);
  }

  /** Takes the files if they changed since the last look; reads them. */
  synchronized void look() {
    String now = files.fingerprint();
    if (now.equals(looked)) {
      return;
    }
    looked = now;
    if (now.equals(taken)) {
      return;
    }
    try {
      log.info("{}: TLS from now on: {}", counters.port(), take(now));
    } catch (FlagException e) {
      log.error("{}: the former certificates stay: {}", counters.port(), e.getMessage());
    }
  }

  private String take(String fingerprint) {
    try {
      TlsFiles.Content content = files.read(clock.get());
      context = maker.apply(content);
      taken = fingerprint;
      expires(content);
      counters.onReloaded();
      return content.toString();
    } catch (FlagException e) {
      counters.onNotReloaded();
      throw e;
    }
  }

  private void expires(TlsFiles.Content content) {
    Identity identity = content.identity();
    counters.expires(identity == null ? null : identity.until());
  }
}

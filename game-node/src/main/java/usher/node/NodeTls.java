package usher.node;

import java.util.List;
import usher.common.config.FlagException;
import usher.common.config.Reloads;
import usher.common.tls.TlsCounters;
import usher.common.tls.TlsDial;
import usher.common.tls.TlsPort;
import usher.common.tls.TlsThreads;

/** TLS of a node: on its two ports, and towards routers, wherever a flag asks for it. */
final class NodeTls implements AutoCloseable {
  private final TlsThreads threads = new TlsThreads();
  private final TlsPort players;
  private final TlsPort metrics;
  private final TlsDial routers;
  private final TlsDial journal;

  /**
   * Reads all files, and goes on looking at them.
   *
   * @throws FlagException if one cannot be used
   */
  NodeTls(TlsFlags flags) {
    try {
      players = TlsPort.open("players", flags.players(), threads);
      metrics = TlsPort.open("metrics", flags.metrics(), threads);
      routers = TlsDial.open("routers", flags.routers(), threads);
      journal = TlsDial.open("journal", flags.journal(), threads);
    } catch (FlagException e) {
      threads.close();
      throw e;
    }
  }

  TlsPort players() {
    return players;
  }

  TlsPort metrics() {
    return metrics;
  }

  TlsDial routers() {
    return routers;
  }

  TlsDial journal() {
    return journal;
  }

  List<TlsCounters> counters() {
    return List.of(players.counters(), metrics.counters(), routers.counters(), journal.counters());
  }

  /** All certificates are taken anew with all else, too. */
  void reloadWith(Reloads reloads) {
    players.reloadWith(reloads);
    metrics.reloadWith(reloads);
    routers.reloadWith(reloads);
    journal.reloadWith(reloads);
  }

  @Override
  public void close() {
    threads.close();
  }
}

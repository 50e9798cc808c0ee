package usher.router;

import java.util.List;
import usher.common.config.FlagException;
import usher.common.config.Reloads;
import usher.common.tls.TlsCounters;
import usher.common.tls.TlsDial;
import usher.common.tls.TlsPort;
import usher.common.tls.TlsThreads;

/** TLS of a router: on its three ports, and towards nodes, wherever a flag asks for it. */
final class RouterTls implements AutoCloseable {
  private final TlsThreads threads = new TlsThreads();
  private final TlsPort players;
  private final TlsPort control;
  private final TlsPort admin;
  private final TlsDial nodes;
  private final TlsDial journal;

  /**
   * Reads all files, and goes on looking at them.
   *
   * @throws FlagException if one cannot be used
   */
  RouterTls(TlsFlags flags) {
    try {
      players = TlsPort.open("players", flags.players(), threads);
      control = TlsPort.open("control", flags.control(), threads);
      admin = TlsPort.open("admin", flags.admin(), threads);
      nodes = TlsDial.open("nodes", flags.nodes(), threads);
      journal = TlsDial.open("journal", flags.journal(), threads);
    } catch (FlagException e) {
      threads.close();
      throw e;
    }
  }

  TlsPort players() {
    return players;
  }

  TlsPort control() {
    return control;
  }

  TlsPort admin() {
    return admin;
  }

  TlsDial nodes() {
    return nodes;
  }

  TlsDial journal() {
    return journal;
  }

  List<TlsCounters> counters() {
    return List.of(
        players.counters(),
        control.counters(),
        admin.counters(),
        nodes.counters(),
        journal.counters());
  }

  /** All certificates are taken anew with all else, too. */
  void reloadWith(Reloads reloads) {
    players.reloadWith(reloads);
    control.reloadWith(reloads);
    admin.reloadWith(reloads);
    nodes.reloadWith(reloads);
    journal.reloadWith(reloads);
  }

  @Override
  public void close() {
    threads.close();
  }
}

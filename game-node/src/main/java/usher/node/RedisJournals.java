package usher.node;

import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalMetrics;
import usher.common.journal.redis.RedisJournal;
import usher.common.tls.TlsDial;
import usher.node.room.JournalSource;

/**
 * Journals on Redis. Any thread.
 *
 * @param metrics told what each of them does
 * @param tls by what servers are known where a router names them by TLS
 */
record RedisJournals(JournalMetrics metrics, TlsDial tls) implements JournalSource {
  /** Of servers that are known, if at all, by the authorities that Java knows. */
  RedisJournals(JournalMetrics metrics) {
    this(metrics, TlsDial.off("journal"));
  }

  @Override
  public Opened open(String address, Runnable onBroken) {
    JournalAddress parsed = JournalAddress.parse(address).knownBy(tls);
    RedisJournal journal = RedisJournal.start(parsed, metrics, onBroken);
    Runnable close =
        () -> {
          Thread closing = new Thread(journal::close, "journal-close");
          closing.setDaemon(true);
          closing.start();
        };
    return new Opened(journal, parsed.retention(), close);
  }
}

package usher.node;

import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalMetrics;
import usher.common.journal.redis.RedisJournal;
import usher.node.room.JournalSource;

/**
 * Journals on Redis. Any thread.
 *
 * @param metrics told what each of them does
 */
record RedisJournals(JournalMetrics metrics) implements JournalSource {
  @Override
  public Opened open(String address, Runnable onBroken) {
    JournalAddress parsed = JournalAddress.parse(address);
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

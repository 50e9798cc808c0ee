package usher.common.journal;

import java.util.function.Consumer;

/**
 * Where rooms are kept. Any thread may ask; nothing blocks. Commands of one thread on one room are
 * carried out in the order asked, each once or not at all: nothing is tried again behind the back
 * of who asked.
 */
public interface Journal {
  /**
   * Asks for one thing.
   *
   * @param replyTo gets exactly one reply, on a thread of the journal's: it must only hand it on
   * @return false if as much waits as may: nothing is asked then, and no reply comes
   */
  boolean ask(JournalCommand command, Consumer<JournalReply> replyTo);
}

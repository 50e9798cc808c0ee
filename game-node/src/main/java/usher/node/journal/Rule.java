package usher.node.journal;

/**
 * The rules that keep a room whole through the death of anything. All hold, always; a simulation
 * switches one off to see that it would notice.
 */
public enum Rule {
  /** Replay: after a gap in seq, on to the next claim or snapshot. */
  GAP_SKIP,
  /** What a snapshot drops ends at the snapshot before it, not at itself. */
  TAIL,
  /** Every word of a room leaves in the order decided. */
  FIFO,
  /** A word that rests on no append of its own waits for a read of the top. */
  PROOF,
  /** In doubt: read the top, and claim with a snapshot that carries what may not be kept. */
  DOUBT,
  /** A broken connection puts every room in doubt, also those with nothing under way. */
  ALL_DOUBT,
  /** An epoch is opened once, by the incarnation that it was claimed for. */
  ONCE,
  /** A room that is no more says so to the routers of its seats. */
  TELL,
  /** All events of a command are one entry. */
  ATOMIC,
  /** A command without event is answered too. */
  DONE,
  /** What was decided counts, not only what is kept. */
  DECIDED,
  /** A seat that heard more than the room knows is told that the room was reset. */
  RESET,
  /** A seat that heard another event of the same seq is told so too. */
  AFTER_ID,
  /** An owner that wrote nothing for a while reads the top. */
  QUIET,
  /** The reply to an open is one word through the gate. */
  OPEN_WORD,
  /** That reply has the answers in order of n among the missed events. */
  N_ORDER
}

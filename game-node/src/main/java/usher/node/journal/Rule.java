package usher.node.journal;

/**
 * The rules that keep a room whole through the death of anything. All hold, always; a simulation
 * switches one off to see that it would notice.
 *
 * <p>Some have no switch, for no history was found that needs them while the others hold; they make
 * sure earlier, or for less, of what another rule makes sure of anyway:
 *
 * <ul>
 *   <li>A restore ends with a read of the top. A room that was claimed away while its pages came
 *       would open, and say nothing: each of its words waits for an append, or for {@link #PROOF}.
 *   <li>An entry names its claim, not its owner only. An incarnation has a room once, and {@link
 *       #ONCE} keeps it from opening one epoch twice: whoever appends in its name is that room.
 *   <li>The highest count of a seat's connections wins at the node. The router knows the count too:
 *       it takes a seat back that an earlier connection of its player got by being late.
 *   <li>A command above the next n ends the open. No router sends one: a seat's commands go out in
 *       order of n on one link. It bounds what a mistake could do.
 *   <li>A seq already seen is ignored. Two entries of one seq are kept only where the second is in
 *       a claim with a snapshot, which replaces the first.
 * </ul>
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
  N_ORDER,
  /** Nothing goes out under an epoch before its claim is acknowledged. */
  CLAIM_FIRST,
  /** Only a claim makes a stream. */
  CREATE,
  /** A command below the next n is ignored. */
  NEXT_N,
  /** A command of an earlier open is dropped. */
  OLD_OPEN
}

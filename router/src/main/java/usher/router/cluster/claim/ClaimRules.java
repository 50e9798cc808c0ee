package usher.router.cluster.claim;

/**
 * The rules without which some history breaks a promise; all hold, but in a test that shows why.
 *
 * @param anew a room whose owner says that it has it not is claimed anew, whatever the journal says
 * @param honour another router's fresh claim stands for one lease
 * @param clock claims are above a coarse wall clock, and above every epoch that this router knows
 */
public record ClaimRules(boolean anew, boolean honour, boolean clock) {
  /** As it runs. */
  public static final ClaimRules ALL = new ClaimRules(true, true, true);
}

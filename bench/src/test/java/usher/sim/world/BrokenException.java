package usher.sim.world;

/** An invariant does not hold. */
public final class BrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokenException(String what) {
    super(what, null, false, false);
  }
}

package usher.common.control.wire;

import usher.common.control.ControlRefusal;

/**
 * A text is no message. Its message is one sentence that names the field and says what would be
 * right. Carries no stack: whoever sends bad messages shall not cost more than they are worth.
 */
public final class ControlFormatException extends Exception {
  private final ControlRefusal refusal;

  public ControlFormatException(ControlRefusal refusal, String message) {
    super(message, null, false, false);
    this.refusal = refusal;
  }

  /** The word for the wire, the log and the metric. */
  public ControlRefusal refusal() {
    return refusal;
  }

  /** What was wrong and what would be right. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}

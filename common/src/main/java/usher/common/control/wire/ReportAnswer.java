package usher.common.control.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.control.HeldRoom;
import usher.common.control.RouterMessage;

/**
 * What a router answers to a {@link NodeReport}: what a welcome and an acknowledge say, in one.
 *
 * @param journal the journal's address; null where there is none
 * @param forget rooms that now live elsewhere: the lease counts once they are dropped
 */
public record ReportAnswer(
    String routerId,
    long heartbeatIntervalMs,
    @Nullable String journal,
    RouterMessage.Acknowledge acknowledge,
    List<HeldRoom> forget) {
  public ReportAnswer {
    forget = List.copyOf(forget);
  }
}

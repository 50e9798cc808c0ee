package usher.node.heartbeat;

import org.jspecify.annotations.Nullable;
import usher.common.control.Health;

/**
 * The part of a heartbeat that the node's rooms know.
 *
 * @param reason why it is failing; null where it is not
 * @param loopLagMs how late the slowest room loop runs, in milliseconds; a loop that hangs is late
 *     by the time since its last progress
 */
public record NodeLoad(
    Health health, @Nullable String reason, int rooms, int seats, double loopLagMs) {}

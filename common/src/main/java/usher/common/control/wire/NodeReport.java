package usher.common.control.wire;

import usher.common.control.NodeMessage;

/**
 * All that a node has to say in one body of plain HTTP.
 *
 * @param register who it is, as if it said so first each time
 * @param heartbeat how it is
 */
public record NodeReport(NodeMessage.Register register, NodeMessage.Heartbeat heartbeat) {}

/**
 * The hub: which seats of this node hear which topics, and which topics the node itself is
 * subscribed to. A pure state machine, owned by the thread {@code feed-hub}.
 *
 * <p>A topic that anybody here wants is subscribed to once, and left once, whatever order players
 * come, go and crash in: for one topic, the next command is sent when the last is confirmed. What a
 * topic says crosses each line once, however many seats hear it there.
 */
@NullMarked
package usher.node.feed.hub;

import org.jspecify.annotations.NullMarked;

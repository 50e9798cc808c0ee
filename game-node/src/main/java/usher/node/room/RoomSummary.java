package usher.node.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room, for whoever asks what it is.
 *
 * @param game null before the first player
 * @param players the names of those who play, present or not
 * @param spectators how many watch
 */
public record RoomSummary(
    String room,
    @Nullable String game,
    String node,
    long epoch,
    long seq,
    List<String> players,
    int spectators) {}

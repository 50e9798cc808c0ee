package usher.router.live;

/**
 * A router's figures at one moment: what is there now, and what was counted since it started.
 *
 * @param connections players' connections open
 * @param seats seats of rooms taken
 * @param feedSeats seats at feeds taken
 * @param parked seats that wait for their room or node
 * @param rooms rooms pinned
 * @param toPlayers words passed on to players, counted
 * @param toNodes frames sent to nodes, counted
 * @param placements rooms named to nodes, counted
 * @param refusals requests of players refused, counted
 * @param kept entries that the journal kept, counted
 * @param keptSeconds how long these took all together
 * @param loopLagMs how late the slowest of the players' event loops runs; NaN where nobody measures
 */
public record Figures(
    long connections,
    long seats,
    long feedSeats,
    long parked,
    long rooms,
    long toPlayers,
    long toNodes,
    long placements,
    long refusals,
    long kept,
    double keptSeconds,
    double loopLagMs) {}

package usher.node.game;

import usher.common.player.Role;

/**
 * Who acts or looks.
 *
 * @param name no two seats of a room have the same at one time
 */
public record Player(String name, Role role) {}

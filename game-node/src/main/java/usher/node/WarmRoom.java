package usher.node;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import usher.common.link.LinkType;
import usher.common.link.OpenRequest;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.common.room.RoomId;

/** A room of a {@link WarmUp} with its only seat, and what was said there. One thread. */
final class WarmRoom {
  /** Of the rooms' ids, of the player and of its seat. */
  static final String PLAYER = "warm-up";

  private final int number;
  private final RoomId id;
  private final String game;
  private final byte @Nullable [] command;
  private int said;

  /**
   * @param number none other of the warm-up has it
   * @param command what is said; null for nothing
   */
  WarmRoom(int number, String game, @Nullable String command) {
    this.number = number;
    this.game = game;
    this.command = command == null ? null : command.getBytes(StandardCharsets.UTF_8);
    id = new RoomId(PLAYER + "." + game + "." + number);
  }

  RoomId id() {
    return id;
  }

  /** The seat's open at an epoch. */
  int openNumber(int epoch, int rooms) {
    return (epoch - 1) * rooms + number + 1;
  }

  /** Seats the player, or seats them again, to hear the last few events once more. */
  OpenRequest request(int epoch) {
    boolean fresh = epoch == 1;
    EventId after = said < WarmUp.FEW_COMMANDS ? null : new EventId(epoch - 1, said - 2);
    return new OpenRequest(
        id, PLAYER, fresh, 0, after, said, said, game, PLAYER, Role.PLAYER, 0, false);
  }

  /**
   * Adds commands to what the link sends.
   *
   * @return how many
   */
  int say(WarmLink link, int open, int commands) {
    if (command == null) {
      return 0;
    }
    for (int i = 0; i < commands; i++) {
      link.add(LinkType.COMMAND, open, ++said, command);
    }
    return commands;
  }
}

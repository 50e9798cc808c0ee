package usher.router.seat;

/**
 * What a node said to a seat or to a room, passed on to players unread. Good during the call that
 * hands it over only.
 */
public interface Word {}

package usher.node.games.chat;

/**
 * Someone said something.
 *
 * @param say the words
 */
record Said(String say) {}

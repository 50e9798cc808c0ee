package usher.sim.play;

/**
 * What a command caused: part so-and-so of so many. A command that is half applied shows.
 *
 * @param client who asked
 * @param index the how-manieth command of theirs, from 1
 * @param chance what the rules make of it depends on this
 */
public record Slip(String client, int index, int chance, int part, int parts) {}

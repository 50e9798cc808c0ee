// Reads the parts of a welcome that all games share.

/** The people in the room: [{name, role, present}]. */
export function peopleOf(frame) {
  return frame.state.players ?? [];
}

/** The messages kept: [{by, text}]. */
export function messagesOf(state) {
  return (state.game?.messages ?? []).map(({ by, say, text }) => ({ by, text: text ?? say }));
}

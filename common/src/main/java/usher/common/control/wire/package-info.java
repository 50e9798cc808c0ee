/**
 * The control protocol's JSON: text to messages and back. Strict in what a message must have, deaf
 * to fields it does not know. Any thread.
 */
@NullMarked
package usher.common.control.wire;

import org.jspecify.annotations.NullMarked;

package usher.router.admin.route;

import usher.router.admin.AdminAnswer;

/** A request is wrong; the answer says what would be right. */
final class WrongRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient AdminAnswer answer;

  WrongRequestException(int status, String word, String message) {
    super(message, null, false, false);
    this.answer = AdminAnswer.error(status, word, message);
  }

  AdminAnswer answer() {
    return answer;
  }
}

package dev.weft.cli.doctor;

import java.util.Objects;

/**
 * Something that the doctor looked at.
 *
 * @param subject what it is, such as {@code memory}
 * @param verdict how it is
 * @param detail for people: what was found, and what to do where it is not good
 */
record CheckResult(String subject, Verdict verdict, String detail) {

  /** How something is. */
  enum Verdict {
    GOOD,
    /** Works, but a person may want to know. */
    NOTE,
    /** Something will not work. */
    BAD
  }

  CheckResult {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(detail, "detail");
  }

  static CheckResult good(String subject, String detail) {
    return new CheckResult(subject, Verdict.GOOD, detail);
  }

  static CheckResult note(String subject, String detail) {
    return new CheckResult(subject, Verdict.NOTE, detail);
  }

  static CheckResult bad(String subject, String detail) {
    return new CheckResult(subject, Verdict.BAD, detail);
  }
}

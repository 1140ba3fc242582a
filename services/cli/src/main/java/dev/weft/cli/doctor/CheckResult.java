package dev.weft.cli.doctor;

import java.util.Objects;

/**
 * Result of a check of the doctor.
 *
 * @param subject what was checked, such as {@code memory}
 * @param verdict the verdict
 * @param detail for people: what was found, and what to do if it is not good
 */
record CheckResult(String subject, Verdict verdict, String detail) {

  /** Verdicts of a check. */
  enum Verdict {
    GOOD,
    /** Works, with a remark for people. */
    NOTE,
    /** Does not work. */
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

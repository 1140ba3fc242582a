package dev.weft.rollout.state;

import java.util.Objects;

/** Whether the live replicas have a version. */
public sealed interface Readiness {

  /** For people; null if there is nothing to say. */
  String detail();

  /** All of them can answer with it at once, and there is at least one. */
  record Ready() implements Readiness {
    @Override
    public String detail() {
      return null;
    }
  }

  /**
   * Not yet.
   *
   * @param detail which replica lacks it, and why
   */
  record Lacking(String detail) implements Readiness {
    public Lacking {
      Objects.requireNonNull(detail, "detail");
    }
  }

  /**
   * Never: it is broken, or does not fit.
   *
   * @param detail which replica says so, and why
   */
  record Refused(String detail) implements Readiness {
    public Refused {
      Objects.requireNonNull(detail, "detail");
    }
  }
}

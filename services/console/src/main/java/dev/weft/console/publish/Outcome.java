package dev.weft.console.publish;

import dev.weft.client.Answer;

/** What became of one photo, as this command saw it. */
public sealed interface Outcome {

  /**
   * The pipeline answered: a prediction or a rejection.
   *
   * @param answer what it said
   * @param millis from the upload's start to the answer's arrival here
   */
  record Answered(Answer answer, double millis) implements Outcome {}

  /** Uploaded; the answer was not waited for, or did not come in time. */
  record Uploaded() implements Outcome {}

  /** Never uploaded. {@code detail} is for people. */
  record Failed(String detail) implements Outcome {}
}

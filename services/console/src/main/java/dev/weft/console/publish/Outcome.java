package dev.weft.console.publish;

import dev.weft.client.Answer;

/** Outcome of one photo, as observed by this command. */
public sealed interface Outcome {

  /**
   * The pipeline answered with a prediction or a rejection.
   *
   * @param answer the answer
   * @param millis from the start of the upload to the arrival of the answer here
   */
  record Answered(Answer answer, double millis) implements Outcome {}

  /** Uploaded; an answer was not awaited, or did not arrive in time. */
  record Uploaded() implements Outcome {}

  /** The upload failed. {@code detail} is for people. */
  record Failed(String detail) implements Outcome {}
}

package dev.weft.systemtests.badinput;

/**
 * The response to an input.
 *
 * @param kind for programs, such as {@code 400 bad-parameter} or {@code rejected object_missing}
 * @param says message for people; empty if there is none
 */
public record Answer(String kind, String says) {

  static Answer of(String kind, String says) {
    return new Answer(kind, says == null ? "" : says);
  }
}

package dev.weft.systemtests.badinput;

/**
 * What came of something that was sent.
 *
 * @param kind for programs, such as {@code 400 bad-parameter} or {@code rejected object_missing}
 * @param says for people; empty if nothing is said
 */
public record Answer(String kind, String says) {

  static Answer of(String kind, String says) {
    return new Answer(kind, says == null ? "" : says);
  }
}

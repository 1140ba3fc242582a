package dev.weft.cli.client;

import java.util.Optional;

/** What uploading one image gave. */
public sealed interface Upload {

  /**
   * The server has the bytes and has published the event.
   *
   * @param answer the prediction, where the server knew the image already
   */
  record Accepted(Optional<Answer> answer) implements Upload {}

  /** The server will not have it; trying again does not help. */
  record Refused(Problem problem) implements Upload {}

  /** The file could not be read. {@code detail} is for people. */
  record Unreadable(String detail) implements Upload {}
}

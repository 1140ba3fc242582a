package dev.weft.console;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Describes for people why a file cannot be used, instead of naming Java's exception classes. */
public final class FileFault {

  private FileFault() {}

  /** The description, to follow a colon. */
  public static String of(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "the file does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemLoopException) {
      return "the link leads to a folder that contains it";
    }
    return e.getMessage() == null ? "unknown reason" : e.getMessage();
  }
}

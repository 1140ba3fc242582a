package dev.weft.console;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be used, for people: Java names its own classes instead. */
public final class FileFault {

  private FileFault() {}

  /** What is said behind a colon. */
  public static String of(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "its rights do not allow it";
    }
    return e.getMessage() == null ? "no reason is known" : e.getMessage();
  }
}

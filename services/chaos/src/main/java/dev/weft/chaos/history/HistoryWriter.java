package dev.weft.chaos.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a history as JSON Lines. Thread-safe: a line is written completely before {@link #add}
 * returns.
 */
public final class HistoryWriter implements AutoCloseable {
  private final Path file;
  private final BufferedWriter out;

  /**
   * Opens the file for appending; creates it if missing.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public HistoryWriter(Path file) {
    this.file = file;
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history " + file, e);
    }
  }

  /** Appends a line. */
  public void add(Operation operation) {
    String line = HistoryJson.line(operation);
    synchronized (out) {
      try {
        out.write(line);
        out.newLine();
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the history " + file, e);
      }
    }
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history " + file, e);
    }
  }
}

package dev.weft.chaos.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads a history, one operation at a time. */
public final class HistoryReader {
  private HistoryReader() {}

  /**
   * Passes each operation to the consumer, in the order of the file.
   *
   * @throws IOException if it cannot be read, or a line is invalid
   */
  public static void read(Path file, Consumer<Operation> each) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      long number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        each.accept(operation(file, number, line));
      }
    }
  }

  private static Operation operation(Path file, long number, String line) throws IOException {
    try {
      return HistoryJson.read(line);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "line %d of %s is not an operation of a history: %s"
              .formatted(number, file, e.getOriginalMessage()),
          e);
    }
  }
}

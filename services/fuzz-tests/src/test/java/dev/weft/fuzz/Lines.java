package dev.weft.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Splits an input into lines that end with a line feed, and the rest. */
final class Lines {
  private final byte[] input;
  private int at;

  Lines(byte[] input) {
    this.input = input;
  }

  /** The next line, without its line feed. */
  String next() {
    int from = at;
    while (at < input.length && input[at] != '\n') {
      at++;
    }
    String line = new String(input, from, at - from, StandardCharsets.ISO_8859_1);
    at = Math.min(input.length, at + 1);
    return line;
  }

  /** The bytes after the lines. */
  byte[] rest() {
    return Arrays.copyOfRange(input, at, input.length);
  }
}

package dev.weft.bench.decode;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code djpeg} of libjpeg-turbo, if it is installed. */
final class Djpeg {
  private static final int EIGHTHS = 8;
  private static final String RUN_EACH_AND_PRINT_TIMES =
      "while [ $# -gt 0 ]; do djpeg -scale \"$1\" -outfile /dev/null \"$2\" || exit 1; shift 2; done;"
          + " times";

  /** A line of {@code times}: user and system time. */
  private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s\\s+(\\d+)m([\\d.]+)s");

  private Djpeg() {}

  static boolean isInstalled() {
    try {
      return run(List.of("sh", "-c", "command -v djpeg")).exit() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns how many eighths of an image's size are the smallest that djpeg decodes to and that has
   * at least the tensor's width and height; 8 if none has.
   */
  static int eighths(int width, int height, int tensorWidth, int tensorHeight) {
    for (int n = 1; n < EIGHTHS; n++) {
      if (scaled(width, n) >= tensorWidth && scaled(height, n) >= tensorHeight) {
        return n;
      }
    }
    return EIGHTHS;
  }

  /** Returns a side of an image that is decoded at some eighths of its size. */
  static int scaled(int side, int eighths) {
    return (side * eighths + EIGHTHS - 1) / EIGHTHS;
  }

  /**
   * Decodes files one after another, each by a process.
   *
   * @param eighths size to decode to
   * @return user and system time of all processes in milliseconds; systems count in steps of 10
   */
  static double millis(List<Path> files, int eighths) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", RUN_EACH_AND_PRINT_TIMES, "sh"));
    for (Path file : files) {
      command.add(eighths + "/" + EIGHTHS);
      command.add(file.toAbsolutePath().toString());
    }
    try {
      Ended ended = run(command);
      if (ended.exit() != 0) {
        throw new CliException(ExitCode.FAILED, "djpeg failed: " + ended.output().strip(), "");
      }
      return ofChildren(ended.output());
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILED, "djpeg cannot be run: " + e.getMessage(), "", e);
    }
  }

  /** Returns the milliseconds of a shell's child processes from the output of {@code times}. */
  static double ofChildren(String output) {
    List<String> lines = output.strip().lines().toList();
    Matcher times = TIMES.matcher(lines.get(lines.size() - 1));
    if (!times.find()) {
      throw new CliException(ExitCode.FAILED, "the shell's `times` printed: " + output, "");
    }
    return millis(times.group(1), times.group(2)) + millis(times.group(3), times.group(4));
  }

  private static double millis(String minutes, String seconds) {
    return Long.parseLong(minutes) * 60_000 + Double.parseDouble(seconds) * 1000;
  }

  private record Ended(int exit, String output) {}

  private static Ended run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Ended(process.waitFor(), output);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
  }
}

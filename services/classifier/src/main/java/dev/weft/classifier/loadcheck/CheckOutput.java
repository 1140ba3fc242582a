package dev.weft.classifier.loadcheck;

import dev.weft.base.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The relevant lines of a process's output, in bounded memory. */
final class CheckOutput {

  private static final int MAX_LINE = 1000;
  private static final int LAST_LINES = 3;
  private static final int BUFFER = 8192;
  private static final String FRAME = "# Problematic frame:";

  private final Thread reader;
  private final StringBuilder line = new StringBuilder();
  private final Deque<String> last = new ArrayDeque<>();
  private final List<String> crash = new ArrayList<>();
  private String reason;
  private boolean frameIsNext;

  CheckOutput(InputStream stream, String name) {
    reader = DaemonThreads.start(name, () -> read(stream));
  }

  private void read(InputStream stream) {
    byte[] buffer = new byte[BUFFER];
    try (stream) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        take(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The stream was closed: there is nothing more to read.
      System.getLogger(CheckOutput.class.getName()).log(System.Logger.Level.DEBUG, e.toString());
    }
    endLine();
  }

  private synchronized void take(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        endLine();
      } else if (line.length() < MAX_LINE) {
        line.append(text.charAt(i));
      }
    }
  }

  private synchronized void endLine() {
    String whole = line.toString().trim();
    line.setLength(0);
    if (whole.startsWith(CheckMain.REASON)) {
      reason = whole.substring(CheckMain.REASON.length());
    }
    boolean isSignal = whole.matches("#\\s+(SIG[A-Z]+|Internal Error|Native memory).*");
    if (crash.size() < 2 && (isSignal || frameIsNext)) {
      crash.add(normalized(whole));
    }
    frameIsNext = whole.equals(FRAME);
    if (!whole.isEmpty()) {
      last.addLast(whole);
      if (last.size() > LAST_LINES) {
        last.removeFirst();
      }
    }
  }

  /** The line without parts that differ each time. */
  private static String normalized(String line) {
    return line.replaceFirst("^#\\s*", "")
        .replaceFirst(" at pc=.*", "")
        .replaceAll("\\s+", " ")
        .trim();
  }

  /**
   * Waits for the end of the output for a bounded time, since a child of the process may keep it
   * open.
   */
  void await(long millis) throws InterruptedException {
    reader.join(millis);
  }

  /** The reason that the process reported. */
  synchronized Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** The JVM's report of its own crash: the signal and where it occurred. */
  synchronized Optional<String> crash() {
    return crash.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", crash));
  }

  /** The last line of output. */
  synchronized Optional<String> last() {
    return Optional.ofNullable(last.peekLast());
  }
}

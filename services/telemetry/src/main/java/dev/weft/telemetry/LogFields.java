package dev.weft.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.MDC;

/**
 * The fields of log lines that a thread writes until this is closed: {@code imageId}, {@code
 * model}, {@code modelVersion}, {@code trainingId}. What was there before comes back, so that a
 * thread of a pool says nothing about the work that it did last.
 */
public final class LogFields implements AutoCloseable {

  public static final String IMAGE = "imageId";
  public static final String MODEL = "model";
  public static final String VERSION = "modelVersion";
  public static final String TRAINING = "trainingId";

  private final Deque<Runnable> undo = new ArrayDeque<>(4);

  private LogFields() {}

  /** From now on, lines of this thread are about a subject. Closed by the same thread. */
  public static LogFields of(Subject subject) {
    LogFields fields = new LogFields();
    fields.put(IMAGE, subject.imageId());
    fields.put(MODEL, subject.model());
    fields.put(VERSION, subject.version());
    fields.put(TRAINING, subject.trainingId());
    return fields;
  }

  /** Does what writes lines about a subject. */
  @SuppressWarnings("try") // the fields are only held
  public static void about(Subject subject, Runnable lines) {
    try (LogFields fields = of(subject)) {
      lines.run();
    }
  }

  private void put(String name, Object value) {
    if (value == null) {
      return;
    }
    Object before = MDC.put(name, value.toString());
    undo.push(
        () -> {
          if (before == null) {
            MDC.remove(name);
          } else {
            MDC.put(name, before);
          }
        });
  }

  @Override
  public void close() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }
}

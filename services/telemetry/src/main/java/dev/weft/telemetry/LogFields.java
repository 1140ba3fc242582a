package dev.weft.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.MDC;

/**
 * Sets the fields {@code imageId}, {@code model}, {@code modelVersion} and {@code trainingId} of
 * the log lines that a thread writes until this is closed. Closing restores the previous values, so
 * that pooled threads do not leak them.
 */
public final class LogFields implements AutoCloseable {

  public static final String IMAGE = "imageId";
  public static final String MODEL = "model";
  public static final String VERSION = "modelVersion";
  public static final String TRAINING = "trainingId";

  private final Deque<Runnable> undo = new ArrayDeque<>(4);

  private LogFields() {}

  /** Sets the fields of a subject for this thread; to be closed by the same thread. */
  public static LogFields of(Subject subject) {
    LogFields fields = new LogFields();
    fields.put(IMAGE, subject.imageId());
    fields.put(MODEL, subject.model());
    fields.put(VERSION, subject.version());
    fields.put(TRAINING, subject.trainingId());
    return fields;
  }

  /** Runs code whose log lines carry the fields of a subject. */
  @SuppressWarnings("try") // only closed, not used otherwise
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

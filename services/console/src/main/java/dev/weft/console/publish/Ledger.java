package dev.weft.console.publish;

import dev.weft.client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tracks the outcome of each item, of which the first one counts. Thread-safe. */
public final class Ledger {

  /** Is notified of each outcome once. */
  @FunctionalInterface
  public interface Listener {
    /** Called with the ledger's lock held; must return quickly. */
    void settled(int index, Outcome outcome);
  }

  private final List<String> ids;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Outcome[] outcomes;
  private final long[] startNanos;
  private final Listener listener;
  private int settled;
  private int firstOpen;
  private long lastNanos = System.nanoTime();

  Ledger(List<String> ids, Listener listener) {
    this.ids = ids;
    this.listener = listener;
    this.outcomes = new Outcome[ids.size()];
    this.startNanos = new long[ids.size()];
    for (int i = 0; i < ids.size(); i++) {
      indexes.put(ids.get(i), i);
    }
  }

  /** The upload of an item begins. */
  synchronized void started(int index) {
    startNanos[index] = System.nanoTime();
  }

  /** Records an answer; returns whether it was the first one to an item of this run. */
  synchronized boolean answered(Answer answer) {
    Integer index = indexes.get(answer.imageId());
    if (index == null || outcomes[index] != null) {
      return false;
    }
    double millis = (System.nanoTime() - startNanos[index]) / 1e6;
    settle(index, new Outcome.Answered(answer, millis));
    return true;
  }

  /** The item was uploaded, and no answer is awaited. */
  synchronized void uploaded(int index) {
    settle(index, new Outcome.Uploaded());
  }

  synchronized void failed(int index, String detail) {
    settle(index, new Outcome.Failed(detail));
  }

  private void settle(int index, Outcome outcome) {
    if (outcomes[index] != null) {
      return;
    }
    outcomes[index] = outcome;
    settled++;
    lastNanos = System.nanoTime();
    listener.settled(index, outcome);
    if (settled == outcomes.length) {
      notifyAll();
    }
  }

  synchronized int settled() {
    return settled;
  }

  synchronized boolean isSettled() {
    return settled == outcomes.length;
  }

  synchronized void awaitSettled(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      for (long left = atMost.toMillis();
          left > 0 && settled < outcomes.length;
          left = (deadline - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Time since the last outcome. */
  synchronized Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - lastNanos);
  }

  /** Ids of items without an outcome, oldest first. */
  synchronized List<String> waiting(int atMost) {
    while (firstOpen < outcomes.length && outcomes[firstOpen] != null) {
      firstOpen++;
    }
    List<String> waiting = new ArrayList<>();
    for (int i = firstOpen; i < outcomes.length && waiting.size() < atMost; i++) {
      if (outcomes[i] == null) {
        waiting.add(ids.get(i));
      }
    }
    return waiting;
  }

  /** The outcome of each item; {@link Outcome.Uploaded} without an answer. */
  synchronized List<Outcome> outcomes() {
    return Arrays.stream(outcomes)
        .map(outcome -> outcome == null ? new Outcome.Uploaded() : outcome)
        .toList();
  }
}

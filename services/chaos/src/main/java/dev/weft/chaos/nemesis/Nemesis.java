package dev.weft.chaos.nemesis;

import dev.weft.chaos.cluster.ClusterException;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Injects a sequence of faults in order, and undoes each when its time is over. */
public final class Nemesis {
  private final FaultScene scene;
  private final HistoryWriter history;
  private final Consumer<String> tell;
  private final PriorityQueue<Begun> ongoing =
      new PriorityQueue<>(Comparator.comparing(begun -> begun.appointment().end()));
  private final List<String> skipped = new ArrayList<>();
  private int done;

  /**
   * @param history receives every fault when it has ended
   * @param tell receives a line for each fault when it starts
   */
  public Nemesis(FaultScene scene, HistoryWriter history, Consumer<String> tell) {
    this.scene = scene;
    this.history = history;
    this.tell = tell;
  }

  /**
   * Runs a sequence; returns when the last fault is undone.
   *
   * @param length the length of the run; a fault that starts late lasts as long as scheduled
   */
  public void run(List<Appointment> sequence, Duration length) throws InterruptedException {
    long start = System.nanoTime();
    for (Appointment next : sequence) {
      undoUntil(start, next.after());
      sleepUntil(start, next.after());
      begin(next);
    }
    undoUntil(start, length);
    sleepUntil(start, length);
    while (!ongoing.isEmpty()) {
      undo(ongoing.poll());
    }
  }

  /** Number of injected faults. */
  public int done() {
    return done;
  }

  /** Faults that were skipped, with reasons. */
  public List<String> skipped() {
    return List.copyOf(skipped);
  }

  private void undoUntil(long start, Duration time) throws InterruptedException {
    while (!ongoing.isEmpty() && ongoing.peek().appointment().end().compareTo(time) <= 0) {
      Begun first = ongoing.poll();
      sleepUntil(start, first.appointment().end());
      undo(first);
    }
  }

  private static void sleepUntil(long start, Duration time) throws InterruptedException {
    long left = time.toNanos() - (System.nanoTime() - start);
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left).toMillis());
    }
  }

  private void begin(Appointment appointment) {
    Instant now = Instant.now();
    try {
      Fault.Ongoing fault = appointment.fault().begin(scene);
      done++;
      String hit = fault.hit().equals(appointment.fault().target()) ? "" : ": " + fault.hit();
      tell.accept(appointment.description() + hit);
      ongoing.add(new Begun(appointment, fault, now));
    } catch (Fault.SkippedException | ClusterException e) {
      String line = appointment.description() + ": skipped, " + e.getMessage();
      skipped.add(line);
      tell.accept(line);
    }
  }

  private void undo(Begun begun) {
    try {
      begun.fault().undo().run();
    } catch (ClusterException e) {
      tell.accept(
          "  could not be undone: " + begun.appointment().description() + ": " + e.getMessage());
    }
    Fault fault = begun.appointment().fault();
    history.add(
        new Operation.Fault(
            fault.kind(), begun.fault().hit(), fault.detail(), begun.at(), Instant.now()));
  }

  private record Begun(Appointment appointment, Fault.Ongoing fault, Instant at) {}
}

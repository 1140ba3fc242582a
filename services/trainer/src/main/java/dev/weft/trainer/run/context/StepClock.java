package dev.weft.trainer.run.context;

import dev.weft.events.training.TrainingPhase;
import dev.weft.trainer.phase.PhaseProgress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Forwards progress, and measures the time of each phase in this process. */
public final class StepClock {
  private final TrainingMonitor monitor;
  private final Map<TrainingPhase, Double> seconds = new LinkedHashMap<>();
  private TrainingPhase current;
  private long since;

  public StepClock(TrainingMonitor monitor) {
    this.monitor = monitor;
  }

  /** Starts another phase. */
  public void began(TrainingPhase phase) {
    stop();
    monitor.check();
    current = phase;
    since = System.nanoTime();
    monitor.began(phase);
  }

  /** Reports a step's progress; the first one starts its phase. */
  public void progressed(PhaseProgress progress) {
    monitor.check();
    TrainingPhase phase = TrainingPhase.valueOf(progress.step().name());
    if (phase != current) {
      began(phase);
    }
    monitor.progressed(progress);
  }

  /**
   * Returns the time so far in seconds by the phase's code, in the order in which phases started.
   */
  public Map<String, Double> seconds() {
    stop();
    Map<String, Double> byCode = new LinkedHashMap<>();
    seconds.forEach((phase, value) -> byCode.put(phase.code(), value));
    return byCode;
  }

  private void stop() {
    if (current != null) {
      seconds.merge(current, (System.nanoTime() - since) / 1e9, Double::sum);
      since = System.nanoTime();
    }
  }
}

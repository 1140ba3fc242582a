package dev.weft.trainer.run.context;

import dev.weft.events.training.TrainingPhase;
import dev.weft.trainer.phase.PhaseProgress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Passes progress on, and adds up how long each phase takes in this process. */
public final class StepClock {
  private final TrainingMonitor monitor;
  private final Map<TrainingPhase, Double> seconds = new LinkedHashMap<>();
  private TrainingPhase current;
  private long since;

  public StepClock(TrainingMonitor monitor) {
    this.monitor = monitor;
  }

  /** Another phase begins. */
  public void began(TrainingPhase phase) {
    stop();
    monitor.check();
    current = phase;
    since = System.nanoTime();
    monitor.began(phase);
  }

  /** A step goes on; its phase begins with its first progress. */
  public void progressed(PhaseProgress progress) {
    monitor.check();
    TrainingPhase phase = TrainingPhase.valueOf(progress.step().name());
    if (phase != current) {
      began(phase);
    }
    monitor.progressed(progress);
  }

  /** Time so far, by the phase's code; phases in the order of their beginnings. */
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

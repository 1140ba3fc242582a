package dev.weft.xception.dl4j;

import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A schedule that depends on the step's number alone, so that a run resumed from a checkpoint
 * continues with the same value.
 */
public final class StepSchedule implements ISchedule {
  private static final long serialVersionUID = 1L;

  private final transient IntToDoubleFunction values;

  /**
   * @param values value by step, from 0
   */
  public StepSchedule(IntToDoubleFunction values) {
    this.values = values;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return values.applyAsDouble(iteration);
  }

  @Override
  public StepSchedule clone() {
    return new StepSchedule(values);
  }
}

package dev.weft.trainer.run;

import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.load.Engines;
import java.util.Optional;

/** Determines what DL4J trains on. Looks for classes and GPUs; loads no native libraries. */
public final class TrainingBackend {
  private static final String CUDA = "dl4j-cuda";

  private TrainingBackend() {}

  /** Returns one line for people; if it is the processor, it says why. */
  public static String describe() {
    Optional<EngineReport> cuda =
        Engines.available().stream().filter(report -> report.engine().equals(CUDA)).findFirst();
    if (cuda.isPresent() && cuda.get().usable()) {
      return "ND4J CUDA on the GPU";
    }
    return "ND4J on the CPU: "
        + cuda.map(EngineReport::detail).orElse("the CUDA engine is not included");
  }
}

package dev.weft.xception.engine.load;

import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineReport;
import java.util.List;

/**
 * The chosen engine, with a report for each engine that was considered, in order; the last one is
 * that of the chosen engine.
 */
public record LoadedEngine(Engine engine, List<EngineReport> reports) {
  public LoadedEngine {
    reports = List.copyOf(reports);
  }
}

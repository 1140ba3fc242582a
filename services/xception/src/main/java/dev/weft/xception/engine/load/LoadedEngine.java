package dev.weft.xception.engine.load;

import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineReport;
import java.util.List;

/**
 * The engine that was taken, and what came of each that was looked at, in order; the last is the
 * one that runs.
 */
public record LoadedEngine(Engine engine, List<EngineReport> reports) {
  public LoadedEngine {
    reports = List.copyOf(reports);
  }
}

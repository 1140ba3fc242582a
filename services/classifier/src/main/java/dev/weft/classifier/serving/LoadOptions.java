package dev.weft.classifier.serving;

import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.load.Engines;
import java.util.Optional;
import java.util.function.Function;

/**
 * The engines that loads may use: those of the configuration, without OpenVINO once a load has
 * failed with it and succeeded without.
 */
final class LoadOptions {
  private final ModelChoice choice;
  private final Function<EngineOptions, Optional<String>> openVino;
  private volatile boolean withoutOpenVino;

  LoadOptions(ModelChoice choice) {
    this(choice, Engines::openVino);
  }

  /**
   * @param openVino identifies the OpenVINO installation that a load may use, if any
   */
  LoadOptions(ModelChoice choice, Function<EngineOptions, Optional<String>> openVino) {
    this.choice = choice;
    this.openVino = openVino;
  }

  EngineOptions engines() {
    var all = new EngineOptions(choice.engine(), choice.threads(), maxBatch(), 0);
    return withoutOpenVino ? Engines.withoutOpenVino(all).orElse(all) : all;
  }

  private int maxBatch() {
    if (choice.maxBatch() > 0) {
      return choice.maxBatch();
    }
    var any = new EngineOptions(choice.engine(), choice.threads(), 1, 0);
    String engine =
        Engines.available().stream()
            .filter(EngineReport::usable)
            .map(EngineReport::engine)
            .filter(any::allows)
            .findFirst()
            .orElse("");
    return engine.endsWith("-cuda") ? ModelChoice.GPU_BATCH : ModelChoice.CPU_BATCH;
  }

  /** Whether a load may use OpenVINO, which is installed. */
  boolean hasOpenVino() {
    return openVino.apply(engines()).isPresent();
  }

  /** Returns the same without OpenVINO; empty if a load does not use it, or nothing else. */
  Optional<EngineOptions> enginesWithoutOpenVino() {
    return hasOpenVino() ? Engines.withoutOpenVino(engines()) : Optional.empty();
  }

  /** Leaves OpenVINO out until this process ends. */
  void leaveOutOpenVino() {
    withoutOpenVino = true;
  }

  /** Identifies a version's graphs and the OpenVINO installation that loads them, if any. */
  String content(ModelBundle bundle) {
    var files = bundle.manifest().files();
    String graph = files.get(ModelManifest.ONNX).sha256();
    String graphs =
        files.containsKey(QuantizedVariant.GRAPH)
            ? graph + "+" + files.get(QuantizedVariant.GRAPH).sha256()
            : graph;
    return openVino
        .apply(engines())
        .map(installation -> graphs + "+" + installation)
        .orElse(graphs);
  }
}
